#include "policies/engine/protect/job.h"

#include <algorithm>
#include <string_view>

#include "policies/engine/present.h"

namespace tenure {
namespace {

constexpr std::string_view kReplacement = "/spec/podReplacementPolicy";
constexpr std::string_view kFailure = "/spec/podFailurePolicy";
constexpr std::string_view kRules = "/spec/podFailurePolicy/rules";
constexpr std::string_view kOnlyFailed = "Failed";
constexpr std::string_view kDisruption = "DisruptionTarget";

Change ReplaceOnlyFailed(TextArena& texts, const Job& job) {
  const std::string_view was = job.pod_replacement_policy;
  return {.path = kReplacement,
          .present = PresentUpTo({{"/spec", true}, {kReplacement, !was.empty()}}),
          .was = was.empty() ? std::string_view() : texts.JsonString(was),
          .now = texts.JsonString(kOnlyFailed),
          .by = Protection::kJob};
}

// Behind the user's own rules: the first that matches counts.
Change Ignore(const Job& job, std::string_view rule) {
  const bool has_policy = job.pod_failure_rules.has_value();
  return {.path = "/spec/podFailurePolicy/rules/-",
          .present = PresentUpTo({{"/spec", true}, {kFailure, has_policy}, {kRules, has_policy}}),
          .now = rule,
          .by = Protection::kJob};
}

Change IgnoreDisruptions(const Job& job) {
  return Ignore(job, R"({"action":"Ignore","onPodConditions":[{"type":"DisruptionTarget"}]})");
}

// Of the wrapped container only: in another one it may mean something else.
Change IgnoreCheckpointedStatus(TextArena& texts, const Job& job, std::string_view container) {
  return Ignore(job, texts.Join({R"({"action":"Ignore","onExitCodes":{"containerName":)",
                                 texts.JsonString(container), R"(,"operator":"In","values":[)",
                                 texts.JsonNumber(kCheckpointedStatus), "]}}"}));
}

}  // namespace

bool IgnoresDisruptions(const Job& job) {
  const auto about_disruption = [](const PodFailureRule& rule) {
    return std::ranges::find(rule.condition_types, kDisruption) != rule.condition_types.end();
  };
  return job.pod_failure_rules && std::ranges::any_of(*job.pod_failure_rules, about_disruption);
}

bool IgnoresCheckpointedStatus(const Job& job) {
  const auto about_status = [](const PodFailureRule& rule) {
    return rule.action == "Ignore" && rule.exit_code_operator == "In" &&
           std::ranges::find(rule.exit_codes, kCheckpointedStatus) != rule.exit_codes.end();
  };
  return job.pod_failure_rules && std::ranges::any_of(*job.pod_failure_rules, about_status);
}

std::vector<Change> ProtectJob(const JobCare& care, const Job& job, TextArena& texts) {
  std::vector<Change> changes;
  const bool can_ignore = job.pod_template.spec.restart_policy == "Never";
  const bool ignores_disruptions =
      can_ignore && care.wanted.ignore_disruptions && !IgnoresDisruptions(job);
  const bool ignores_status =
      can_ignore && !care.wrapped_container.empty() && !IgnoresCheckpointedStatus(job);
  const bool replaces_failed =
      care.wanted.replace_failed_only || ignores_disruptions || ignores_status;
  if (replaces_failed && job.pod_replacement_policy != kOnlyFailed) {
    changes.push_back(ReplaceOnlyFailed(texts, job));
  }
  if (ignores_disruptions) changes.push_back(IgnoreDisruptions(job));
  if (ignores_status)
    changes.push_back(IgnoreCheckpointedStatus(texts, job, care.wrapped_container));
  return changes;
}

}  // namespace tenure
