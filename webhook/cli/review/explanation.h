#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/level.h"

namespace tenure {

// Everything that a decision has looked at, whether it has come to anything or
// not.

struct ExplainedMatcher {
  std::string_view key;  // under `match`
  bool holds = false;
  std::string saw;  // and what it wanted
};

// One entry under `match`: all of its matchers must hold.
struct ExplainedMatch {
  bool holds = false;
  std::vector<ExplainedMatcher> matchers;
};

struct ExplainedClass {
  std::string name;
  std::string outcome;  // "applies, by match 1"
  std::vector<ExplainedMatch> matches;
};

// What a container is expected to need.
struct ExplainedNeed {
  std::string what;    // "main memory"
  std::string amount;  // "64Gi", or "not known"
  std::string_view source;
};

struct ExplainedRule {
  std::string_view id;
  Level level = Level::kOff;  // here, as the policy says
  std::string outcome;        // "silent", "not asked: ...", "warning: ..."
};

struct Explanation {
  std::string left_alone;  // why nothing but some rules was asked; else empty
  std::vector<ExplainedClass> classes;
  std::vector<ExplainedNeed> needs;
  std::vector<ExplainedRule> rules;
};

}  // namespace tenure
