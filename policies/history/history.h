#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "policies/history/seen_runs.h"
#include "policies/history/sketch.h"
#include "policies/history/step_run.h"

namespace tenure {

// What runs asked for against what they used, each summed over the time that
// they held it: byte-seconds and core-seconds.
struct Requested {
  double asked = 0;
  double used = 0;
};

// The runs of one step, in bounded memory.
struct StepHistory {
  std::int64_t finished = 0;
  std::int64_t cut_off = 0;    // killed, evicted, failed
  std::int64_t last_seen = 0;  // seconds since 1970
  Sketch runtime;              // seconds
  Sketch cpu;                  // cores
  Sketch memory;               // bytes
  double seconds = 0;          // of all runs together
  double core_seconds = 0;
  Requested memory_request;
  Requested cpu_request;
  Requested runtime_request;  // seconds asked for and needed

  void Merge(const StepHistory& other);
};

// Everything that was learnt so far. The same run, read twice, counts once.
class History {
 public:
  static constexpr std::size_t kMaxSteps = 100'000;

  struct Options {
    double half_life = 180.0 * 86'400;  // seconds after which a run weighs half
    std::int64_t now = 0;               // seconds since 1970; runs of now weigh one
  };
  enum class Added : std::uint8_t { kNew, kSeenBefore, kTooManySteps };

  explicit History(Options options) : options_(options) {}

  Added Add(const StepRun& run);
  // How much a run that ended then weighs now.
  [[nodiscard]] double WeightOf(const StepRun& run) const;

  struct HashText {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  using Steps = std::unordered_map<std::string, StepHistory, HashText, std::equal_to<>>;
  [[nodiscard]] const Steps& steps() const { return steps_; }
  [[nodiscard]] const SeenRuns& seen() const { return seen_; }
  [[nodiscard]] const Options& options() const { return options_; }

  // What an earlier `tenure learn` stored at `then`: it fades since.
  void Restore(std::string step, StepHistory history, std::int64_t then);
  void RestoreSeen(std::uint64_t id) { seen_.Insert(id); }

  // For leave-one-out; null: not known.
  [[nodiscard]] StepHistory* FindMutable(std::string_view step);

 private:
  Options options_;
  Steps steps_;
  SeenRuns seen_;
};

}  // namespace tenure
