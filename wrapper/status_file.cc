#include "wrapper/status_file.h"

#include <array>
#include <ctime>
#include <map>

#include "wrapper/durable.h"
#include "wrapper/event.h"
#include "wrapper/generations.h"
#include "wrapper/records.h"

namespace tenure::wrapper {
namespace {

std::string PathIn(const std::string& dir) { return dir + "/status"; }

bool IsTime(const std::string& key) {
  return key == "started" || key == "next" || key == "written" || key == "failed";
}

std::string TimeText(long long seconds) {
  const auto time = static_cast<time_t>(seconds);
  tm parts = {};
  gmtime_r(&time, &parts);
  std::array<char, 40> text = {};
  std::strftime(text.data(), text.size(), "%FT%TZ", &parts);
  return text.data();
}

std::string AsText(const Records& status) {
  std::string text;
  for (const auto& [key, value] : status.lines()) {
    const bool time = IsTime(key) && status.Number(key) > 0;
    text += key + std::string(key.size() < 20 ? 20 - key.size() : 1, ' ') +
            (time ? TimeText(status.Number(key)) : value) + "\n";
  }
  return text;
}

std::string AsJson(const Records& status) {
  std::string json = "{";
  for (const auto& [key, value] : status.lines()) {
    json += JsonString(key) + ":" + JsonString(value) + ",";
  }
  return json;
}

std::string GenerationLine(const Generations& generations, int number, bool json) {
  const auto manifest = generations.Read(number);
  const std::string problem = manifest ? "" : manifest.error();
  const long long written = manifest ? manifest->written : 0;
  const unsigned long long bytes = manifest ? manifest->bytes : 0;
  if (json) {
    return "{\"generation\":" + std::to_string(number) + ",\"written\":" + std::to_string(written) +
           ",\"bytes\":" + std::to_string(bytes) + ",\"problem\":" + JsonString(problem) + "}";
  }
  return "generation " + std::to_string(number) + "        " +
         (manifest ? TimeText(written) + "  " + std::to_string(bytes) + " bytes" : problem) + "\n";
}

}  // namespace

Result<> UpdateStatus(const std::string& dir, const StatusChanges& changes) {
  const auto old = ReadRecords(PathIn(dir));
  std::map<std::string, std::string> values;
  if (old) values.insert(old->lines().begin(), old->lines().end());
  for (const auto& [key, value] : changes) values[key] = value;
  Records fresh;
  for (const auto& [key, value] : values) fresh.Add(key, value);
  return WriteDurably(PathIn(dir), fresh.Serialize());
}

Result<std::string> DescribeStatus(const std::string& dir, bool json) {
  const auto status = ReadRecords(PathIn(dir));
  if (!status) return Failure("no status of a job: " + status.error());
  const Generations generations(dir);
  const auto numbers = generations.List();
  if (!numbers) return Failure(numbers.error());
  std::string lines;
  for (const int number : *numbers) {
    if (json && !lines.empty()) lines += ",";
    lines += GenerationLine(generations, number, json);
  }
  if (json) return AsJson(*status) + "\"generations\":[" + lines + "]}\n";
  return AsText(*status) + lines;
}

}  // namespace tenure::wrapper
