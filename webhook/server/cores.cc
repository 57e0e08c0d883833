#include "webhook/server/cores.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <thread>

namespace tenure {
namespace {

constexpr std::size_t kAtMost = 8;
// A container sees its own cgroup as the root.
constexpr const char* kCpuMax = "/sys/fs/cgroup/cpu.max";

std::optional<std::size_t> ParseNumber(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::size_t CoresOf(std::string_view cpu_max) {
  const std::size_t blank = cpu_max.find(' ');
  if (blank == std::string_view::npos) return 0;
  const auto quota = ParseNumber(cpu_max.substr(0, blank));
  const auto period = ParseNumber(cpu_max.substr(blank + 1));
  if (!quota || !period || *period == 0) return 0;
  return (*quota + *period - 1) / *period;
}

std::size_t UsableCores() {
  std::size_t cores = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kAtMost);
  std::ifstream file(kCpuMax);
  std::string line;
  std::getline(file, line);
  const std::size_t limit = CoresOf(line);
  return limit == 0 ? cores : std::min(cores, limit);
}

}  // namespace tenure
