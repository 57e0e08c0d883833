#include "policies/engine/protect/job.h"

#include <algorithm>
#include <string>

#include "policies/engine/present.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

constexpr std::string_view kReplacement = "/spec/podReplacementPolicy";
constexpr std::string_view kFailure = "/spec/podFailurePolicy";
constexpr std::string_view kRules = "/spec/podFailurePolicy/rules";
constexpr std::string_view kOnlyFailed = "Failed";
constexpr std::string_view kDisruption = "DisruptionTarget";

Change ReplaceOnlyFailed(const Job& job) {
  const std::string_view was = job.pod_replacement_policy;
  return {.path = std::string(kReplacement),
          .present = PresentUpTo({{"/spec", true}, {kReplacement, !was.empty()}}),
          .was = was.empty() ? std::string() : JsonString(was),
          .now = JsonString(kOnlyFailed),
          .by = Protection::kJob};
}

// Behind the user's own rules: the first that matches counts.
Change IgnoreDisruptions(const Job& job) {
  const bool has_policy = job.pod_failure_rules.has_value();
  return {.path = std::string(kRules) + "/-",
          .present = PresentUpTo({{"/spec", true}, {kFailure, has_policy}, {kRules, has_policy}}),
          .now = R"({"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget"}]})",
          .by = Protection::kJob};
}

}  // namespace

bool IgnoresDisruptions(const Job& job) {
  const auto about_disruption = [](const PodFailureRule& rule) {
    return std::ranges::find(rule.condition_types, kDisruption) != rule.condition_types.end();
  };
  return job.pod_failure_rules && std::ranges::any_of(*job.pod_failure_rules, about_disruption);
}

std::vector<Change> ProtectJob(const JobSpec& wanted, const Job& job) {
  std::vector<Change> changes;
  const bool can_ignore = job.pod_template.spec.restart_policy == "Never";
  const bool ignores = wanted.ignore_disruptions && can_ignore && !IgnoresDisruptions(job);
  const bool replaces_failed = wanted.replace_failed_only || ignores;
  if (replaces_failed && job.pod_replacement_policy != kOnlyFailed) {
    changes.push_back(ReplaceOnlyFailed(job));
  }
  if (ignores) changes.push_back(IgnoreDisruptions(job));
  return changes;
}

}  // namespace tenure
