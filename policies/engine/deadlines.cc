#include "policies/engine/deadlines.h"

#include <optional>
#include <string_view>

#include "policies/engine/attempt.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

std::optional<Deadline> OfPod(const Pod& pod) {
  const auto seconds = pod.spec.active_deadline_seconds;
  if (!seconds) return std::nullopt;
  return Deadline{"activeDeadlineSeconds", "/spec/activeDeadlineSeconds",
                  Duration::Seconds(*seconds)};
}

// Kueue deactivates a workload that has run this long (label, seconds).
std::optional<Deadline> OfKueue(const Pod& pod) {
  constexpr std::string_view kLabel = "kueue.x-k8s.io/max-exec-time-seconds";
  const auto text = pod.metadata.Label(kLabel);
  const auto seconds = text ? ParseCount(*text) : std::nullopt;
  if (!seconds) return std::nullopt;
  return Deadline{"Kueue's max-exec-time", Pointer("/metadata/labels", kLabel),
                  Duration::Seconds(*seconds)};
}

// Slurm's time limit, by slurm-bridge (annotation, minutes).
std::optional<Deadline> OfSlurm(const Pod& pod) {
  constexpr std::string_view kAnnotation = "slurmjob.slinky.slurm.net/timelimit";
  const auto text = pod.metadata.Annotation(kAnnotation);
  const auto minutes = text ? ParseCount(*text) : std::nullopt;
  if (!minutes) return std::nullopt;
  return Deadline{"Slurm's timelimit", Pointer("/metadata/annotations", kAnnotation),
                  Duration::Seconds(60) * *minutes};
}

}  // namespace

std::vector<Deadline> DeadlinesOf(const Pod& pod) {
  std::vector<Deadline> deadlines;
  for (const auto& deadline : {OfPod(pod), OfKueue(pod), OfSlurm(pod)}) {
    if (deadline) deadlines.push_back(*deadline);
  }
  return deadlines;
}

}  // namespace tenure
