#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/language/policy.h"

namespace tenure {

// One thing that is wrong with a policy file, with its place in it.
struct PolicyError {
  std::size_t line = 0;    // from 1; 0: the file as a whole
  std::size_t column = 0;  // from 1
  std::string path;        // classes[0].resources.memory.request
  std::string message;     // what is wrong, and what to write instead
  // "policy.yaml:12:5: classes[0].resources.memory.request: ..."
  [[nodiscard]] std::string Text(std::string_view file) const;
};

struct ReadPolicy {
  Policy policy;
  std::vector<PolicyError> warnings;
};

// Reads a policy file. Strict: what it does not understand is an error, and it
// tells all of them at once, in the order of the file.
[[nodiscard]] tl::expected<ReadPolicy, std::vector<PolicyError>> ReadPolicyFile(
    std::string_view yaml);

// policies/default.yaml, built in.
[[nodiscard]] std::string_view DefaultPolicyText();

}  // namespace tenure
