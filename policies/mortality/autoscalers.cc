#include "policies/mortality/killers.h"

namespace tenure::killers {

// kubernetes/autoscaler, cluster-autoscaler/FAQ.md, "What types of pods can
// prevent CA from removing a node?"
Fate ClusterAutoscaler(const Prospect& prospect) {
  constexpr std::string_view kSafe = "cluster-autoscaler.kubernetes.io/safe-to-evict";
  constexpr std::int64_t kCutoff = -10;  // --expendable-pods-priority-cutoff
  const std::int64_t priority = prospect.pod().spec.priority.value_or(0);
  if (priority < kCutoff) {
    return {Guarded::kNo, {}, "priority " + std::to_string(priority) + " is below its cutoff, -10"};
  }
  const auto safe = prospect.pod().metadata.Annotation(kSafe);
  if (safe == "false") return {Guarded::kYes, std::string(kSafe) + "=false", {}};
  if (safe != "true" && prospect.IsBare()) {
    return {Guarded::kYes, "no owner: it removes no nodes with bare pods", {}};
  }
  return {Guarded::kNo, {}, "annotation " + std::string(kSafe) + R"(: "false")"};
}

// karpenter.sh/docs/concepts/disruption: neither expireAfter nor interruption
// nor node repair heeds it. A duration is heeded from v1.12 on.
Fate Karpenter(const Prospect& prospect) {
  constexpr std::string_view kKey = "karpenter.sh/do-not-disrupt";
  const auto value = prospect.pod().metadata.Annotation(kKey);
  if (!value || value->empty() || *value == "false") {
    return {Guarded::kNo, {}, "annotation " + std::string(kKey) + R"(: "true")"};
  }
  return {Guarded::kPartly, std::string(kKey) + '=' + Brief(*value, 12),
          *value == "true" ? "but not from expireAfter" : "from Karpenter 1.12 on"};
}

}  // namespace tenure::killers
