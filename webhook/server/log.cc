#include "webhook/server/log.h"

#include <fmt/format.h>

#include <cstdio>
#include <ctime>

#include "policies/pod/json_text.h"
#include "webhook/admission/one_line.h"

namespace tenure {
namespace {

constexpr std::size_t kUsualSize = 2048;

using TimePoint = std::chrono::system_clock::time_point;

// RFC 3339 to the second: "2026-11-21T03:04:05".
std::string SecondText(std::time_t seconds) {
  std::tm calendar{};
  gmtime_r(&seconds, &calendar);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", calendar.tm_year + 1900,
                     calendar.tm_mon + 1, calendar.tm_mday, calendar.tm_hour, calendar.tm_min,
                     calendar.tm_sec);
}

// With milliseconds. Most lines are of the same second as the one before.
void AppendTimestamp(std::string& out, TimePoint time) {
  thread_local std::time_t known_second = -1;
  thread_local std::string known_text;
  const auto since_epoch =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  const std::time_t second = std::chrono::system_clock::to_time_t(time);
  if (second != known_second) {
    known_text = SecondText(second);
    known_second = second;
  }
  const auto milliseconds = static_cast<int>(since_epoch.count() % 1000);
  out += known_text;
  out += {'.', static_cast<char>('0' + milliseconds / 100),
          static_cast<char>('0' + milliseconds / 10 % 10),
          static_cast<char>('0' + milliseconds % 10), 'Z'};
}

bool NeedsQuotes(std::string_view text) {
  return text.empty() || text.find_first_of(" \"=\\") != std::string_view::npos;
}

}  // namespace

LogLine::LogLine(LogFormat format, TimePoint time, std::string_view event) : format_(format) {
  text_.reserve(kUsualSize);
  if (format_ == LogFormat::kJson) {
    text_ += R"({"time":")";
    AppendTimestamp(text_, time);
    text_ += R"(","event":")";
    text_ += event;
    text_ += "\"}";
  } else {
    AppendTimestamp(text_, time);
    text_ += ' ';
    text_ += event;
  }
}

LogLine& LogLine::Add(std::string_view key, std::string_view value) {
  BeginMember(key);
  AddValue(value);
  EndMember();
  return *this;
}

LogLine& LogLine::Add(std::string_view key, std::int64_t value) {
  BeginMember(key);
  text_ += std::to_string(value);
  EndMember();
  return *this;
}

LogLine& LogLine::Add(std::string_view key, bool value) {
  BeginMember(key);
  text_ += value ? "true" : "false";
  EndMember();
  return *this;
}

void LogLine::BeginMember(std::string_view key) {
  if (format_ == LogFormat::kJson) {
    text_.back() = ',';
    text_ += '"';
    text_ += key;
    text_ += "\":";
  } else {
    text_ += ' ';
    text_ += key;
    text_ += '=';
  }
}

void LogLine::EndMember() {
  if (format_ == LogFormat::kJson) text_ += '}';
}

void LogLine::AddValue(std::string_view value) {
  std::string line;
  if (!IsPlainLine(value)) {
    line = OneLine(value);
    value = line;
  }
  if (format_ == LogFormat::kJson || NeedsQuotes(value)) {
    AppendJsonString(text_, value);
  } else {
    text_ += value;
  }
}

void LogLine::BeginList(std::string_view key) {
  BeginMember(key);
  if (format_ == LogFormat::kJson) text_ += '[';
}

void LogLine::EndList() {
  if (format_ == LogFormat::kJson) text_ += ']';
  EndMember();
}

LogLine Log::Line(std::string_view event) const {
  return {format_, std::chrono::system_clock::now(), event};
}

Log::Sink StandardOutput() {
  return [](std::string_view line) {
    ::flockfile(stdout);
    std::fwrite(line.data(), 1, line.size(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
    ::funlockfile(stdout);
  };
}

}  // namespace tenure
