#include "policies/engine/checkpoint/grace.h"
#include "policies/engine/rules/checks.h"

namespace tenure::rules {
namespace {

constexpr std::string_view kPath = "/spec/terminationGracePeriodSeconds";

// --max-graceful-termination-sec of the cluster autoscaler.
constexpr Duration kAutoscalerCap = Duration::Seconds(600);
constexpr std::string_view kSafeToEvict = "cluster-autoscaler.kubernetes.io/safe-to-evict";
// The longest that a cloud warns of taking a spot node back.
constexpr Duration kSpotNotice = Duration::Seconds(120);

bool MayBeScaledDown(const Pod& pod) { return pod.metadata.Annotation(kSafeToEvict) != "false"; }

bool SelectsSpot(const Pod& pod) {
  if (!pod.spec.node_selector) return false;
  const auto is = [&](std::string_view key, std::string_view value) {
    return pod.spec.node_selector->Find(key) == value;
  };
  return is("karpenter.sh/capacity-type", "spot") || is("eks.amazonaws.com/capacityType", "SPOT") ||
         is("cloud.google.com/gke-spot", "true") ||
         is("kubernetes.azure.com/scalesetpriority", "spot");
}

}  // namespace

void GracePeriodTooShort(const Case& about, Report& report) {
  // What is not given cannot be cut off.
  if (!about.checkpoint.IsFeasible()) return;
  const auto time =
      CheckpointTimeOf(*about.checkpoint.strategy, about.pod.spec.containers[about.subject.main]);
  if (!time) return;
  const Duration given =
      Duration::Seconds(about.pod.spec.termination_grace_period_seconds.value_or(30));
  const std::string takes = "a checkpoint takes " + time->needed.Text() + ", ";
  const std::string path(kPath);
  if (SelectsSpot(about.pod) && time->needed > kSpotNotice) {
    report.Add(takes + "a spot node gives 2m: it would be cut off; use other nodes", path);
  } else if (given < time->needed) {
    report.Add(takes + "the grace period is " + given.Text() + ": it would be cut off; raise it",
               path);
  } else if (time->needed > kAutoscalerCap && MayBeScaledDown(about.pod)) {
    report.Add(takes + "the autoscaler gives 10m; annotate safe-to-evict: \"false\"", path);
  }
}

}  // namespace tenure::rules
