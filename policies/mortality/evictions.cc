#include <algorithm>
#include <array>

#include "policies/mortality/killers.h"

// Those who ask the Eviction API, which asks the PodDisruptionBudgets, and
// queues, which do not.
namespace tenure::killers {
namespace {

constexpr const char* kBudget = "label tenure.dev/evictable=false and its disruption budget";
constexpr const char* kLabel = "label tenure.dev/evictable=false";
constexpr const char* kBudgetMissing = "a disruption budget must select it";

// What is left where no budget is known of.
Fate ByBudget(const Prospect& prospect, const char* without) {
  switch (BudgetOf(prospect)) {
    case Budget::kPresent:
      return {Guarded::kYes, kBudget, {}};
    case Budget::kLabelOnly:
      return {Guarded::kPartly, kLabel, kBudgetMissing};
    case Budget::kNone:
      break;
  }
  return {Guarded::kNo, {}, without};
}

}  // namespace

Fate Eviction(const Prospect& prospect) {
  return ByBudget(prospect, "a class with evictions: deny, and a PodDisruptionBudget");
}

// sigs.k8s.io/descheduler, pkg/framework/plugins/defaultevictor.
Fate Descheduler(const Prospect& prospect) {
  constexpr std::string_view kPrefer = "descheduler.alpha.kubernetes.io/prefer-no-eviction";
  if (prospect.IsBare()) return {Guarded::kYes, "no owner: it evicts no bare pods", {}};
  Fate fate = ByBudget(prospect, "a PodDisruptionBudget, or to be left out in its policy");
  if (fate.guarded != Guarded::kYes && prospect.pod().metadata.Annotation(kPrefer)) {
    return {Guarded::kPartly, "annotation prefer-no-eviction", "where its policy says Mandatory"};
  }
  return fate;
}

Fate Vpa(const Prospect& prospect) {
  return ByBudget(prospect, "updateMode Off or Initial, if a VPA selects it");
}

// Kueue suspends the Job and Volcano deletes the pod: no budget is asked.
Fate Queue(const Prospect& prospect) {
  constexpr std::array<std::string_view, 3> kKueue = {
      "kueue.x-k8s.io/queue-name", "kueue.x-k8s.io/managed", "kueue.x-k8s.io/podset"};
  constexpr std::array<std::string_view, 2> kVolcano = {"volcano.sh/job-name",
                                                        "volcano.sh/queue-name"};
  constexpr std::string_view kPreemptable = "volcano.sh/preemptable";
  const Metadata& metadata = prospect.pod().metadata;
  const auto is_on_it = [&](std::string_view key) {
    return metadata.Label(key) || metadata.Annotation(key);
  };
  if (std::ranges::any_of(kKueue, is_on_it)) {
    return {Guarded::kNo, {}, "Kueue may suspend it: kueue.x-k8s.io/priority-class on its Job"};
  }
  if (std::ranges::none_of(kVolcano, is_on_it)) {
    return {Guarded::kYes, "in no queue of Kueue or Volcano", {}};
  }
  if (metadata.Annotation(kPreemptable) == "false" || metadata.Label(kPreemptable) == "false") {
    return {Guarded::kYes, "volcano.sh/preemptable=false", {}};
  }
  return {Guarded::kNo, {}, R"(annotation volcano.sh/preemptable: "false")"};
}

}  // namespace tenure::killers
