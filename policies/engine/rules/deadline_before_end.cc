#include <algorithm>
#include <optional>
#include <string>

#include "policies/engine/attempt.h"
#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

struct Deadline {
  std::string name;
  std::string path;
  Duration after = Duration::Seconds(0);
};

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
  return Deadline{"Slurm's timelimit", AnnotationPointer(kAnnotation),
                  Duration::Seconds(60) * *minutes};
}

}  // namespace

void DeadlineBeforeEnd(const Case& about, Report& report) {
  const auto& runtime = about.classification.runtime;
  if (about.of_class() == nullptr || !runtime) return;
  for (const auto& deadline : {OfPod(about.pod), OfKueue(about.pod), OfSlurm(about.pod)}) {
    if (!deadline || deadline->after >= runtime->duration) continue;
    report.Add(deadline->name + " kills it after " + deadline->after.Text() + ", before its " +
                   runtime->duration.Text() + " end; raise it, or remove it",
               deadline->path, runtime->IsEstimate() ? Level::kWarn : Level::kEnforce);
  }
}

}  // namespace tenure::rules
