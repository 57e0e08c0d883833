#pragma once

#include <istream>
#include <string>
#include <vector>

#include "webhook/cli/review/submission.h"

namespace tenure {

// The pods of everything that the command line names (see ReadSources), and
// what was wrong with it.
[[nodiscard]] Submissions Gather(const std::vector<std::string>& inputs,
                                 const std::string& name_space, std::istream& standard_input);

}  // namespace tenure
