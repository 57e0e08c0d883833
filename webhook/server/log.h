#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace tenure {

enum class LogFormat : std::uint8_t { kJson, kText };

// One event as one line, whatever its values contain: nobody who can choose a
// pod's name writes lines of his own.
//   json  {"time":"2026-11-21T03:04:05.678Z","event":"decision","class":"long"}
//   text  2026-11-21T03:04:05.678Z decision class=long
class LogLine {
 public:
  LogLine(LogFormat format, std::chrono::system_clock::time_point time, std::string_view event);

  // Keys are words of our own, which need no escape.
  LogLine& Add(std::string_view key, std::string_view value);
  LogLine& Add(std::string_view key, const char* value) {
    return Add(key, std::string_view(value));
  }
  LogLine& Add(std::string_view key, std::int64_t value);
  LogLine& Add(std::string_view key, bool value);
  // Several values, in anything that has a beginning and an end.
  template <typename Values>
  LogLine& AddList(std::string_view key, const Values& values) {
    BeginList(key);
    bool first = true;
    for (const auto& value : values) {
      if (!std::exchange(first, false)) text_ += ',';
      AddValue(value);
    }
    EndList();
    return *this;
  }

  [[nodiscard]] const std::string& Text() const { return text_; }

 private:
  void BeginMember(std::string_view key);
  void AddValue(std::string_view value);
  void EndMember();
  void BeginList(std::string_view key);
  void EndList();

  LogFormat format_;
  std::string text_;  // whole at any time
};

// Which decisions are told in the log. All are counted in the metrics.
struct LogSampling {
  // Of those about objects of no class and without a finding, which are most:
  // every Nth; 0: none.
  std::uint64_t unclassified_every = 1;
};

// Where lines go. May be called by many threads at once.
class Log {
 public:
  using Sink = std::function<void(std::string_view line)>;
  Log(LogFormat format, Sink sink) : format_(format), sink_(std::move(sink)) {}

  // A line that happens now, to be filled and written.
  [[nodiscard]] LogLine Line(std::string_view event) const;
  void Write(const LogLine& line) const { sink_(line.Text()); }

 private:
  LogFormat format_;
  Sink sink_;
};

// Standard output, a line at a time, written before it returns: nothing is
// lost when the process ends.
[[nodiscard]] Log::Sink StandardOutput();

}  // namespace tenure
