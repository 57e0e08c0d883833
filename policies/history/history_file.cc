#include "policies/history/history_file.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "policies/history/sources/json_fields.h"
#include "policies/history/sources/line_reader.h"
#include "policies/pod/json_document.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using simdjson::dom::element;

constexpr std::string_view kKind = "TenureHistory";
constexpr std::size_t kHexDigits = 16;
constexpr std::size_t kIdsALine = 4096;

std::string SketchText(const Sketch& sketch) {
  std::string text = fmt::format(R"({{"max":{},"bins":[)", sketch.max());
  std::string_view comma;
  for (const Sketch::Bin& bin : sketch.bins()) {
    text += fmt::format("{}{},{},{}", comma, bin.index, bin.events, bin.censored);
    comma = ",";
  }
  return text + "]}";
}

std::string RequestedText(const Requested& sum) {
  return fmt::format("[{},{}]", sum.asked, sum.used);
}

std::string StepText(std::string_view name, const StepHistory& step) {
  return fmt::format(
      R"({{"step":{},"finished":{},"cutOff":{},"lastSeen":{},"seconds":{},"coreSeconds":{},)"
      R"("memoryRequest":{},"cpuRequest":{},"runtimeRequest":{},"runtime":{},"cpu":{},"memory":{}}})"
      "\n",
      JsonString(name), step.finished, step.cut_off, step.last_seen, step.seconds,
      step.core_seconds, RequestedText(step.memory_request), RequestedText(step.cpu_request),
      RequestedText(step.runtime_request), SketchText(step.runtime), SketchText(step.cpu),
      SketchText(step.memory));
}

double NumberAt(element value, std::string_view pointer) {
  double number = 0;
  if (value.at_pointer(pointer).get(number) != simdjson::SUCCESS) return std::nan("");
  return number;
}

Requested RequestedAt(element value, const std::string& pointer) {
  return {NumberAt(value, pointer + "/0"), NumberAt(value, pointer + "/1")};
}

// nullopt: not what SketchText writes.
std::optional<Sketch> SketchAt(element value, const std::string& pointer) {
  simdjson::dom::array numbers;
  if (value.at_pointer(pointer + "/bins").get(numbers) != simdjson::SUCCESS) return std::nullopt;
  std::vector<double> flat;
  for (const element number : numbers) {
    double read = 0;
    if (number.get(read) != simdjson::SUCCESS || !std::isfinite(read)) return std::nullopt;
    flat.push_back(read);
  }
  std::vector<Sketch::Bin> bins;
  for (std::size_t i = 0; i + 2 < flat.size(); i += 3) {
    const auto index = static_cast<std::int32_t>(flat[i]);
    const bool ascends = bins.empty() || bins.back().index < index;
    if (!ascends || flat[i + 1] < 0 || flat[i + 2] < 0) return std::nullopt;
    bins.push_back({index, flat[i + 1], flat[i + 2]});
  }
  const double max = NumberAt(value, pointer + "/max");
  if (flat.size() % 3 != 0 || !(max >= 0)) return std::nullopt;
  return Sketch::Of(std::move(bins), max);
}

bool RestoreStep(element line, std::int64_t then, History& history) {
  StepHistory step;
  const auto runtime = SketchAt(line, "/runtime");
  const auto cpu = SketchAt(line, "/cpu");
  const auto memory = SketchAt(line, "/memory");
  const auto finished = IntegerAt(line, "/finished");
  const auto cut_off = IntegerAt(line, "/cutOff");
  const auto last_seen = IntegerAt(line, "/lastSeen");
  if (!runtime || !cpu || !memory || !finished || !cut_off || !last_seen) return false;
  step.finished = *finished;
  step.cut_off = *cut_off;
  step.last_seen = *last_seen;
  step.runtime = *runtime;
  step.cpu = *cpu;
  step.memory = *memory;
  step.seconds = NumberAt(line, "/seconds");
  step.core_seconds = NumberAt(line, "/coreSeconds");
  step.memory_request = RequestedAt(line, "/memoryRequest");
  step.cpu_request = RequestedAt(line, "/cpuRequest");
  step.runtime_request = RequestedAt(line, "/runtimeRequest");
  history.Restore(std::string(TextAt(line, "/step")), std::move(step), then);
  return true;
}

bool RestoreIds(std::string_view hex, History& history) {
  if (hex.size() % kHexDigits != 0) return false;
  for (std::size_t at = 0; at < hex.size(); at += kHexDigits) {
    std::uint64_t id = 0;
    const char* begin = hex.data() + at;
    const auto [end, error] = std::from_chars(begin, begin + kHexDigits, id, 16);
    if (error != std::errc() || end != begin + kHexDigits) return false;
    history.RestoreSeen(id);
  }
  return true;
}

// One line of the file; false: it is none.
class Lines {
 public:
  explicit Lines(History& history) : history_(history) {}

  bool Take(std::string_view text) {
    const auto line = document_.Parse(text);
    if (!line) return false;
    if (!then_) {
      then_ = IntegerAt(*line, "/now");
      return TextAt(*line, "/kind") == kKind && then_ && IntegerAt(*line, "/version") == 1;
    }
    if (!TextAt(*line, "/step").empty()) return RestoreStep(*line, *then_, history_);
    if (IntegerAt(*line, "/end")) return ended_ = true;
    return RestoreIds(TextAt(*line, "/seen"), history_);
  }
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  History& history_;
  JsonDocument document_;
  std::optional<std::int64_t> then_;
  bool ended_ = false;
};

}  // namespace

void WriteHistory(const History& history, const WriteText& write) {
  write(fmt::format(R"({{"kind":"{}","version":1,"now":{}}})"
                    "\n",
                    kKind, history.options().now));
  for (const auto& [name, step] : history.steps()) write(StepText(name, step));
  const std::vector<std::uint64_t> ids = history.seen().Ids();
  for (std::size_t at = 0; at < ids.size(); at += kIdsALine) {
    std::string line = R"({"seen":")";
    for (std::size_t i = at; i < std::min(at + kIdsALine, ids.size()); ++i) {
      line += fmt::format("{:016x}", ids[i]);
    }
    write(line + "\"}\n");
  }
  write("{\"end\":1}\n");  // what a truncated file does not have
}

tl::expected<void, std::string> ReadHistory(ByteSource& source, History& history) {
  LineReader reader(source);
  Lines lines(history);
  const std::string name(source.name());
  while (true) {
    const auto line = reader.Next();
    if (!line) return tl::unexpected(line.error());
    if (!*line) break;
    if (!lines.Take(**line)) {
      return tl::unexpected(name + ":" + std::to_string(reader.line()) +
                            ": is not what tenure learn --history writes");
    }
  }
  if (!lines.ended()) return tl::unexpected(name + ": is empty, or was cut off");
  return {};
}

}  // namespace tenure
