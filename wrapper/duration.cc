#include "wrapper/duration.h"

#include <sys/random.h>

#include <charconv>

namespace tenure::wrapper {
namespace {

constexpr long long kAtMost = 10LL * 365 * 86400;

long long SecondsOf(char unit) {
  switch (unit) {
    case 's':
      return 1;
    case 'm':
      return 60;
    case 'h':
      return 3600;
    case 'd':
      return 86400;
    case 'w':
      return 7LL * 86400;
    default:
      return 0;
  }
}

}  // namespace

std::optional<std::chrono::seconds> ParseDuration(std::string_view text) {
  if (text == "0") return std::chrono::seconds(0);
  long long total = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    long long count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    const auto digits = static_cast<size_t>(end - text.data());
    if (error != std::errc() || digits == text.size() || count < 0) return std::nullopt;
    const long long unit = SecondsOf(text[digits]);
    if (unit == 0 || count > kAtMost / unit) return std::nullopt;
    total += count * unit;
    text.remove_prefix(digits + 1);
  }
  if (total > kAtMost) return std::nullopt;
  return std::chrono::seconds(total);
}

std::chrono::milliseconds Jittered(std::chrono::seconds interval) {
  uint16_t random = 1 << 15;  // the middle, should the kernel have no randomness
  if (getrandom(&random, sizeof random, GRND_NONBLOCK) != sizeof random) random = 1 << 15;
  const std::chrono::milliseconds tenth = std::chrono::milliseconds(interval) / 10;
  return 9 * tenth + 2 * tenth * random / 65535;
}

}  // namespace tenure::wrapper
