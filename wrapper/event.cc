#include "wrapper/event.h"

#include <unistd.h>

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

}  // namespace

std::string JsonString(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      std::array<char, 8> escape = {};
      std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
      json += escape.data();
    } else {
      json += c;
    }
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
