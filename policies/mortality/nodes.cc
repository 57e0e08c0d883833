#include <algorithm>

#include "policies/engine/node_loss.h"
#include "policies/mortality/killers.h"
#include "policies/pod/names.h"

namespace tenure::killers {
namespace {

constexpr std::int64_t kDefaultGrace = 30;  // SetDefaults_PodSpec

// How long the pod stays on a node that is lost; none: for ever.
std::optional<std::int64_t> Tolerated(const Pod& pod) {
  std::optional<std::int64_t> least;
  for (const std::string_view taint : kNodeLossTaints) {
    const auto index = FirstTolerationOf(pod.spec.tolerations, taint);
    const auto seconds = index ? (*pod.spec.tolerations)[*index].seconds : 0;
    if (seconds) least = std::min(least.value_or(*seconds), *seconds);
  }
  return least;
}

}  // namespace

// Not ready, or not reachable: the pod object is deleted after a while, though
// its process may still run (pkg/controller/tainteviction).
Fate NodeLoss(const Prospect& prospect) {
  const auto seconds = Tolerated(prospect.pod());
  if (!seconds) {
    return {Guarded::kPartly, "tolerations without an end", "a dead node would hold it for ever"};
  }
  const std::string after = Duration::Seconds(std::max<std::int64_t>(*seconds, 0)).Text();
  if (*seconds <= kDefaultedTolerationSeconds) {
    return {Guarded::kNo,
            {},
            "deleted after " + after + "; longer: tolerationSeconds for its two taints"};
  }
  return {Guarded::kPartly, "tolerationSeconds " + after, "then it is deleted"};
}

// The kubelet gives pods what is left of shutdownGracePeriod, if it has one.
Fate NodeShutdown(const Prospect& prospect) {
  const auto grace = prospect.pod().spec.termination_grace_period_seconds.value_or(kDefaultGrace);
  return {Guarded::kNever,
          {},
          "its " + Duration::Seconds(std::max<std::int64_t>(grace, 0)).Text() +
              " of grace end with kubelet's shutdownGracePeriod"};
}

Fate Hardware(const Prospect& prospect) {
  const Metadata& metadata = prospect.pod().metadata;
  const auto claim = metadata.Annotation(names::kCheckpointClaim);
  if (claim && metadata.Annotation(names::kCheckpoint) != "none") {
    return {Guarded::kNever, "checkpoints on claim " + Brief(*claim), "what came later is lost"};
  }
  return {Guarded::kNever, {}, "only checkpoints help, on storage off the node"};
}

}  // namespace tenure::killers
