#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

namespace tenure {

struct PolicyDiffOptions {
  std::string old_file;
  std::string new_file;
  std::string estimates_file;  // empty: nothing is known of the past
  std::vector<std::string> reviews;
  bool json = false;
};

// Judges the same pods by two policies and tells, for each that comes out
// otherwise, what changes. Returns an ExitStatus: refused when a pod is refused
// by the new policy that the old one admits.
[[nodiscard]] int RunPolicyDiff(const PolicyDiffOptions& options, std::istream& in,
                                std::ostream& out, std::ostream& errors);

}  // namespace tenure
