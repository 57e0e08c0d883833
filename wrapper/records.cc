#include "wrapper/records.h"

#include <charconv>

#include "wrapper/crc32c.h"
#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

constexpr std::string_view kSumKey = "crc32c ";

std::string Escape(std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\') escaped += "\\\\";
    if (c == '\n') escaped += "\\n";
    if (c != '\\' && c != '\n') escaped += c;
  }
  return escaped;
}

std::string Unescape(std::string_view value) {
  std::string plain;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool escape = value[i] == '\\' && i + 1 < value.size();
    if (escape) ++i;
    plain += escape && value[i] == 'n' ? '\n' : value[i];
  }
  return plain;
}

std::string SumLine(std::string_view bytes) {
  return std::string(kSumKey) + std::to_string(Crc32c(bytes)) + "\n";
}

}  // namespace

void Records::Add(std::string key, std::string value) {
  lines_.emplace_back(std::move(key), std::move(value));
}

const std::string& Records::Text(std::string_view key) const {
  static const std::string none;
  for (const auto& [name, value] : lines_) {
    if (name == key) return value;
  }
  return none;
}

long long Records::Number(std::string_view key) const {
  const std::string& text = Text(key);
  long long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<std::string> Records::All(std::string_view key) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : lines_) {
    if (name == key) values.push_back(value);
  }
  return values;
}

std::string Records::Serialize() const {
  std::string bytes;
  for (const auto& [key, value] : lines_) bytes += key + " " + Escape(value) + "\n";
  return bytes + SumLine(bytes);
}

Result<Records> Records::Parse(std::string_view bytes) {
  const size_t sum = bytes.rfind(kSumKey);
  if (sum == std::string_view::npos || bytes.substr(sum) != SumLine(bytes.substr(0, sum))) {
    return Failure("is cut short or damaged (its checksum does not match)");
  }
  Records records;
  for (bytes = bytes.substr(0, sum); !bytes.empty();) {
    const size_t end = bytes.find('\n');
    const std::string_view line = bytes.substr(0, end);
    const size_t space = line.find(' ');
    if (space == std::string_view::npos) return Failure("has a line without a value");
    records.Add(std::string(line.substr(0, space)), Unescape(line.substr(space + 1)));
    bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  }
  return records;
}

Result<Records> ReadRecords(const std::string& path) {
  auto bytes = ReadFile(path);
  if (!bytes) return Failure(bytes.error());
  auto records = Records::Parse(*bytes);
  if (!records) return Failure(path + " " + records.error());
  return records;
}

}  // namespace tenure::wrapper
