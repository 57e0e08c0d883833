#pragma once

#include <cstdint>
#include <ostream>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "policies/estimates/step.h"
#include "policies/history/history.h"
#include "policies/history/sources/import.h"
#include "webhook/cli/learn/options.h"

namespace tenure {

// The options that are texts, read. Errors say which option.
struct LearnSettings {
  History::Options history;
  std::int64_t since = 0;
  std::int64_t until = 0;
  std::int64_t prometheus_step = 0;
  std::vector<StepMatcher> matchers;
};
[[nodiscard]] tl::expected<LearnSettings, std::string> ReadSettings(const LearnOptions& options);

// Reads all sources, one after the other, handing on their runs; what was
// passed over, and what could not be read, is told on `notes`.
[[nodiscard]] tl::expected<void, std::string> ReadRuns(const LearnOptions& options,
                                                       const LearnSettings& settings,
                                                       std::ostream& notes,
                                                       const Import::TakeRun& take);

}  // namespace tenure
