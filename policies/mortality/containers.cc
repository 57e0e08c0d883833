#include <algorithm>

#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

struct Patience {
  Duration duration;
  std::string probe;  // "main's livenessProbe"
};

void Consider(const Container& container, const std::optional<Probe>& probe, const char* name,
              std::optional<Patience>& least) {
  if (!probe) return;
  const Duration patience = Duration::Seconds(probe->period_seconds) * probe->failure_threshold;
  if (least && least->duration <= patience) return;
  least = {patience, Brief(container.name, 10) + "'s " + name};
}

}  // namespace

// A restart in place: SIGTERM, and all that is in memory is lost. A readiness
// probe ends nothing. A process does not answer while its image is written.
Fate Probes(const Prospect& prospect) {
  std::optional<Patience> least;
  for (const Container& container : prospect.pod().spec.containers) {
    Consider(container, container.liveness_probe, "livenessProbe", least);
    Consider(container, container.startup_probe, "startupProbe", least);
  }
  if (!least) return {Guarded::kYes, "neither livenessProbe nor startupProbe", {}};
  const std::string text = least->probe + " waits " + least->duration.Text();
  if (least->duration >= TimeToSave(RequestedMemory(prospect.pod()).value_or(Quantity()))) {
    return {Guarded::kPartly, text, "longer than a dump"};
  }
  return {Guarded::kNo, {}, text + "; raise failureThreshold"};
}

// It is pulled again wherever the pod starts again, in weeks.
Fate Image(const Prospect& prospect) {
  const auto& containers = prospect.pod().spec.containers;
  const auto loose = std::ranges::find_if_not(containers, &Container::IsPinned);
  if (loose != containers.end()) {
    return {Guarded::kNo, {}, Brief(loose->name) + "'s image tag may move: add @sha256:..."};
  }
  if (std::ranges::find(containers, "Always", &Container::image_pull_policy) != containers.end()) {
    return {Guarded::kPartly, "digest", "imagePullPolicy Always asks the registry each time"};
  }
  return {Guarded::kYes, "digest, pulled where it is not present", {}};
}

}  // namespace tenure::killers
