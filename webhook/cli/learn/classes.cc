#include "webhook/cli/learn/classes.h"

#include <algorithm>

namespace tenure {
namespace {

bool AsksForRuntimeOnly(const Match& match) {
  return match.runtime && !match.critical && !match.requests && match.namespaces.empty() &&
         match.images.empty() && match.labels.empty() && match.annotations.empty() &&
         match.service_accounts.empty() && match.owner_kinds.empty() && !match.args;
}

bool Takes(const ClassPolicy& candidate, double seconds) {
  return std::ranges::any_of(candidate.match, [seconds](const Match& match) {
    if (!AsksForRuntimeOnly(match)) return false;
    const auto& at_least = match.runtime->at_least;
    return !at_least || seconds >= static_cast<double>(at_least->seconds());
  });
}

}  // namespace

ClassOfRuntime ClassesOf(const Policy& policy) {
  return [classes = policy.classes](double seconds) {
    for (const ClassPolicy& candidate : classes) {
      if (Takes(candidate, seconds)) return candidate.name;
    }
    return std::string();
  };
}

std::optional<double> LongFrom(const Policy& policy) {
  for (const ClassPolicy& candidate : policy.classes) {
    for (const Match& match : candidate.match) {
      if (AsksForRuntimeOnly(match) && match.runtime->at_least) {
        return static_cast<double>(match.runtime->at_least->seconds());
      }
    }
  }
  return std::nullopt;
}

}  // namespace tenure
