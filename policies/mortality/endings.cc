#include <algorithm>

#include "policies/engine/deadlines.h"
#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

constexpr std::int64_t kDefaultGrace = 30;  // SetDefaults_PodSpec
// --max-graceful-termination-sec; GKE's, too.
constexpr std::int64_t kAutoscalersCap = 600;

std::optional<Deadline> Earliest(const Prospect& prospect) {
  std::vector<Deadline> deadlines = DeadlinesOf(prospect.pod());
  if (prospect.job != nullptr && prospect.job->active_deadline_seconds) {
    deadlines.push_back({"the Job's activeDeadlineSeconds",
                         {},
                         Duration::Seconds(*prospect.job->active_deadline_seconds)});
  }
  const auto earliest = std::ranges::min_element(deadlines, {}, &Deadline::after);
  if (earliest == deadlines.end()) return std::nullopt;
  return *earliest;
}

}  // namespace

Fate Deadlines(const Prospect& prospect) {
  const auto deadline = Earliest(prospect);
  if (!deadline) return {Guarded::kYes, "no deadline that is written on it", {}};
  const std::string text = deadline->name + ' ' + deadline->after.Text();
  if (!prospect.runtime) return {Guarded::kPartly, text, "its runtime is not known"};
  const std::string end = prospect.runtime->duration.Text();
  if (deadline->after < prospect.runtime->duration) {
    return {Guarded::kNo, {}, text + " is before its end, " + end};
  }
  return {Guarded::kYes, text + ", beyond its " + end, {}};
}

// What has not been saved when it ends is lost: SIGKILL.
Fate GracePeriod(const Prospect& prospect) {
  const auto grace = prospect.pod().spec.termination_grace_period_seconds.value_or(kDefaultGrace);
  const std::string text = "terminationGracePeriodSeconds " + std::to_string(grace);
  const auto memory = RequestedMemory(prospect.pod());
  if (!memory) return {Guarded::kPartly, text, "time for its checkpoint?"};
  const Duration needed = TimeToSave(*memory);
  if (grace < needed.seconds()) {
    return {Guarded::kNo,
            {},
            text + "; to save " + Brief(memory->Canonical(), 12) + ": " +
                std::to_string(needed.seconds())};
  }
  if (grace > kAutoscalersCap) return {Guarded::kPartly, text, "autoscalers may cap it at 600"};
  return {Guarded::kYes, text, {}};
}

Fate Deletion(const Prospect&) {
  return {Guarded::kNever, {}, "who may delete it, its owner or its namespace, can"};
}

}  // namespace tenure::killers
