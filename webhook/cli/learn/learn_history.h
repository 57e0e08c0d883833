#pragma once

#include <ostream>
#include <string>
#include <tl/expected.hpp>

#include "policies/history/history.h"
#include "webhook/cli/learn/options.h"
#include "webhook/cli/learn/read_runs.h"

namespace tenure {

// What --history has, and the sources on top of it.
[[nodiscard]] tl::expected<History, std::string> LearnHistory(const LearnOptions& options,
                                                              const LearnSettings& settings,
                                                              std::ostream& notes);

// Stores it under --history, if that is given.
[[nodiscard]] tl::expected<void, std::string> KeepHistory(const LearnOptions& options,
                                                          const History& history);

// Writes a file whole or not at all; "-" is standard output.
[[nodiscard]] tl::expected<void, std::string> WriteWhole(const std::string& path,
                                                         const std::string& text);

}  // namespace tenure
