#pragma once

#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "webhook/cli/review/verdict.h"

namespace tenure {

// What a review has found.
struct ReviewReport {
  std::string policy_name;  // the file, or "the built-in policy"
  std::vector<Verdict> verdicts;
  std::map<std::string, int> skipped;  // objects that make no pods, by kind
  std::vector<std::string> notes;      // pods that could not be judged: where and why
};

// For people: at most 100 columns; colours only when asked for.
void WriteText(std::ostream& out, const ReviewReport& report, bool colours);

// A JSON array, one object per pod, always with all of: source, kind,
// namespace, name, class, why, admitted, patch, warnings, and findings with
// rule, level, message, path. The class of a pod without one is "". Where it
// was asked for, also mortality: killer, guarded (yes, partly, no, never), by
// and advice, either of which may be "". docs/review.md explains them.
void WriteJson(std::ostream& out, const ReviewReport& report);

// The pods as they would be stored, one YAML document each; those that are
// refused are not stored, and a comment says so.
void WriteYaml(std::ostream& out, const ReviewReport& report);

// The JSON Patch of each pod on a line of its own, [] where nothing changes.
void WritePatches(std::ostream& out, const ReviewReport& report);

// "4 objects make no pods: ConfigMap 1, Service 3"; empty when there are none.
[[nodiscard]] std::string SkippedText(const std::map<std::string, int>& skipped);

}  // namespace tenure
