#include "webhook/cli/learn/classes.h"

#include <algorithm>

namespace tenure {
namespace {

bool AsksForRuntimeOnly(const Match& match) {
  return match.runtime && !match.critical && !match.requests && match.namespaces.empty() &&
         match.images.empty() && match.labels.empty() && match.annotations.empty() &&
         match.service_accounts.empty() && match.owner_kinds.empty() && !match.args;
}

double Threshold(const Policy& policy, const Match& match) {
  return static_cast<double>(match.runtime->Threshold(policy.typical_runtime).seconds());
}

bool Takes(const Policy& policy, const ClassPolicy& candidate, double seconds) {
  return std::ranges::any_of(candidate.match, [&](const Match& match) {
    return AsksForRuntimeOnly(match) && seconds >= Threshold(policy, match);
  });
}

}  // namespace

ClassOfRuntime ClassesOf(const Policy& policy) {
  return [policy](double seconds) {
    for (const ClassPolicy& candidate : policy.classes) {
      if (Takes(policy, candidate, seconds)) return candidate.name;
    }
    return std::string();
  };
}

std::optional<double> LongFrom(const Policy& policy) {
  for (const ClassPolicy& candidate : policy.classes) {
    for (const Match& match : candidate.match) {
      const bool is_threshold = AsksForRuntimeOnly(match) && match.runtime->HasThreshold();
      if (is_threshold) return Threshold(policy, match);
    }
  }
  return std::nullopt;
}

}  // namespace tenure
