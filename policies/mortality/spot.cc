#include <algorithm>
#include <array>

#include "policies/mortality/killers.h"

namespace tenure::killers {
namespace {

// How clouds and Karpenter mark nodes that go away at short notice.
struct SpotLabel {
  std::string_view key;
  std::string_view value;
};
constexpr std::array kSpotLabels = {
    SpotLabel{"karpenter.sh/capacity-type", "spot"},
    SpotLabel{"eks.amazonaws.com/capacityType", "SPOT"},
    SpotLabel{"cloud.google.com/gke-spot", "true"},
    SpotLabel{"cloud.google.com/gke-preemptible", "true"},
    SpotLabel{"kubernetes.azure.com/scalesetpriority", "spot"},
};

bool KeepsOff(const SelectorRequirement& requirement, const SpotLabel& label) {
  if (requirement.key != label.key) return false;
  const bool is_named =
      std::ranges::find(requirement.values, label.value) != requirement.values.end();
  return requirement.op == "DoesNotExist" || (requirement.op == "NotIn" && is_named) ||
         (requirement.op == "In" && !is_named);
}

// Terms are ORed: one that lets spot nodes in is enough.
bool AffinityKeepsOff(const PodSpec& spec, const SpotLabel& label) {
  if (!spec.affinity || !spec.affinity->node || !spec.affinity->node->required) return false;
  return std::ranges::all_of(*spec.affinity->node->required, [&](const NodeSelectorTerm& term) {
    if (term.MatchesNothing()) return true;
    return term.match_expressions &&
           std::ranges::any_of(*term.match_expressions, [&](const SelectorRequirement& has) {
             return KeepsOff(has, label);
           });
  });
}

std::optional<std::string_view> Selected(const PodSpec& spec, const SpotLabel& label) {
  return spec.node_selector ? spec.node_selector->Find(label.key) : std::nullopt;
}

}  // namespace

// With 25 to 120 s of notice. Which cloud it is cannot be seen from here.
Fate Spot(const Prospect& prospect) {
  const PodSpec& spec = prospect.pod().spec;
  std::size_t excluded = 0;
  std::string_view open;
  for (const SpotLabel& label : kSpotLabels) {
    const auto selected = Selected(spec, label);
    if (selected == label.value) {
      return {Guarded::kNo, {}, "nodeSelector " + std::string(label.key) + ": remove it"};
    }
    if (selected || AffinityKeepsOff(spec, label)) {
      ++excluded;
    } else if (open.empty()) {
      open = label.key;
    }
  }
  if (excluded == kSpotLabels.size()) return {Guarded::kYes, "required node affinity", {}};
  if (excluded == 0) return {Guarded::kNo, {}, "node affinity: your cloud's spot label, NotIn"};
  return {Guarded::kPartly,
          std::to_string(excluded) + " of " + std::to_string(kSpotLabels.size()) +
              " spot labels excluded",
          "not " + std::string(open)};
}

}  // namespace tenure::killers
