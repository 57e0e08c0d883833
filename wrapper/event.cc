#include "wrapper/event.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace tenure::wrapper {
namespace {

// RFC 3339, UTC, milliseconds.
std::string Now() {
  timespec now = {};
  clock_gettime(CLOCK_REALTIME, &now);
  tm parts = {};
  gmtime_r(&now.tv_sec, &parts);
  std::array<char, 40> text = {};
  const size_t length = std::strftime(text.data(), text.size(), "%FT%T", &parts);
  std::snprintf(text.data() + length, text.size() - length, ".%03ldZ", now.tv_nsec / 1000000);
  return text.data();
}

// RFC 3629: how many bytes the first character has; 0 where it is none.
size_t Utf8Length(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const auto follows = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const int first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first < 0xE0) return follows(1) ? 2 : 0;
  if (first < 0xE0 || first > 0xF4 || !follows(1) || !follows(2)) return 0;
  const int two = first << 8 | byte(1);
  if (first < 0xF0) return two >= 0xE0A0 && (two < 0xEDA0 || two > 0xEDBF) ? 3 : 0;
  return two >= 0xF090 && two < 0xF490 && follows(3) ? 4 : 0;
}

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

std::string Escaped(std::string_view character) {
  const char first = character[0];
  if (first == '"' || first == '\\') return std::string("\\") + first;
  if (static_cast<unsigned char>(first) >= 0x20) return std::string(character);
  std::array<char, 8> escape = {};
  std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(first));
  return escape.data();
}

}  // namespace

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  while (!text.empty()) {
    const size_t length = Utf8Length(text);
    json += length == 0 ? kReplacement : Escaped(text.substr(0, length));
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return json + '"';
}

Event::Event(std::string_view what)
    : line_("{\"time\":" + JsonString(Now()) +
            ",\"component\":\"tenure-wrap\",\"event\":" + JsonString(what)) {}

Event& Event::With(std::string_view key, std::string_view text) {
  line_ += "," + JsonString(key) + ":" + JsonString(text);
  return *this;
}

Event& Event::With(std::string_view key, long long number) {
  line_ += "," + JsonString(key) + ":" + std::to_string(number);
  return *this;
}

Event& Event::With(std::string_view key, const std::vector<std::string>& texts) {
  line_ += "," + JsonString(key) + ":[";
  for (size_t i = 0; i < texts.size(); ++i) line_ += (i > 0 ? "," : "") + JsonString(texts[i]);
  line_ += "]";
  return *this;
}

void Event::Emit() const {
  const std::string line = Line();
  // Nobody is left to tell when standard error is gone.
  [[maybe_unused]] const ssize_t written = write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace tenure::wrapper
