#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/history/step_run.h"

namespace tenure {

enum class Skipped : std::uint8_t {
  kUnfinished,  // still running, or never started: nothing to learn yet
  kLongLived,   // restartPolicy Always: a service, not work
  kNameless,    // nothing says which step it is
  kMalformed,   // could not be read
};
inline constexpr std::size_t kSkippedKinds = 4;

// What reading one source gives: runs, which are handed on at once, and the
// count of what was passed over. Rows that cannot be read are counted and the
// first few remembered; what makes the whole source unreadable is the reader's error.
class Import {
 public:
  using TakeRun = std::function<void(const StepRun&)>;

  Import(std::string_view source, TakeRun take) : source_(source), take_(std::move(take)) {}

  void Take(const StepRun& run) {
    ++runs_;
    take_(run);
  }
  void Skip(Skipped why) { ++skipped_[static_cast<std::size_t>(why)]; }
  void Malformed(std::size_t line, const std::string& message) {
    Skip(Skipped::kMalformed);
    constexpr std::size_t kRemembered = 5;
    if (problems_.size() < kRemembered) problems_.push_back(At(line) + message);
  }
  // "trace.txt:12: "
  [[nodiscard]] std::string At(std::size_t line) const {
    return std::string(source_) + ":" + std::to_string(line) + ": ";
  }

  [[nodiscard]] std::int64_t runs() const { return runs_; }
  [[nodiscard]] std::int64_t skipped(Skipped why) const {
    return skipped_[static_cast<std::size_t>(why)];
  }
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }

 private:
  std::string source_;
  TakeRun take_;
  std::int64_t runs_ = 0;
  std::array<std::int64_t, kSkippedKinds> skipped_ = {};
  std::vector<std::string> problems_;
};

}  // namespace tenure
