#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tenure {

// One run of a workload step, whatever source told of it. Views live as long as
// the call that hands the run over.
struct StepRun {
  std::string_view step;   // the key, as StepOf makes it
  std::string_view image;  // empty: not known
  std::uint64_t id = 0;    // the same for the same run, wherever it is read again
  double runtime = 0;      // seconds, at least 0
  // It succeeded. A run that was killed, evicted or failed would have needed
  // longer, and more memory: its figures are lower bounds (right-censored).
  bool finished = true;
  std::optional<std::int64_t> ended = {};        // seconds since 1970
  std::optional<double> cpu = {};                // cores, the mean over the run
  std::optional<double> memory = {};             // bytes, the peak
  std::optional<double> requested_runtime = {};  // seconds
  std::optional<double> requested_cpu = {};      // cores
  std::optional<double> requested_memory = {};   // bytes
};

// FNV-1a: stable across builds and machines, since ids outlive the process.
[[nodiscard]] constexpr std::uint64_t Fingerprint(std::string_view text,
                                                  std::uint64_t seed = 0xcbf29ce484222325ULL) {
  std::uint64_t hash = seed;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

}  // namespace tenure
