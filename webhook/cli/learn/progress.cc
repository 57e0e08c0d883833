#include "webhook/cli/learn/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace tenure {
namespace {

constexpr std::uint32_t kTicksBetweenLooks = 4096;
constexpr std::chrono::milliseconds kBetweenLines(200);
constexpr const char* kClearLine = "\r\033[K";

}  // namespace

Progress::Progress()
    : enabled_(::isatty(STDERR_FILENO) == 1), last_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (shown_) std::fputs(kClearLine, stderr);
}

void Progress::Tick(std::string_view source, std::uint64_t done, std::uint64_t total,
                    std::int64_t runs) {
  if (!enabled_ || ++ticks_ % kTicksBetweenLooks != 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - last_ < kBetweenLines) return;
  last_ = now;
  constexpr double kMi = 1 << 20;
  const double mi = static_cast<double>(done) / kMi;
  Say(total > 0 ? fmt::format("{}: {:.0f} of {:.0f} MiB, {} runs", source, mi,
                              static_cast<double>(total) / kMi, runs)
                : fmt::format("{}: {:.0f} MiB, {} runs", source, mi, runs));
}

void Progress::Say(const std::string& line) {
  if (!enabled_) return;
  std::fputs((kClearLine + line).c_str(), stderr);
  shown_ = true;
}

}  // namespace tenure
