#include <algorithm>
#include <vector>

#include "policies/engine/attempt.h"
#include "policies/engine/edit_node_affinity.h"
#include "policies/engine/edit_pod_affinity.h"
#include "policies/engine/edit_tolerations.h"
#include "policies/engine/protect/protect.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

// Whether a toleration covers everything that the wanted one does
// (api/core/v1/toleration.go, ToleratesTaint).
bool Covers(const Toleration& has, const TolerationSpec& wanted) {
  const bool effect = has.effect.empty() || has.effect == wanted.effect;
  if (has.key.empty()) return has.op == "Exists" && effect;
  if (has.key != wanted.key || !effect) return false;
  if (has.op == "Exists") return true;
  return wanted.op != "Exists" && (has.op.empty() || has.op == "Equal") &&
         has.value == wanted.value;
}

void Tolerate(Draft& draft, const TolerationSpec& wanted) {
  const auto& tolerations = draft.pod().spec.tolerations;
  const auto covers = [&](const Toleration& has) { return Covers(has, wanted); };
  if (tolerations && std::ranges::any_of(*tolerations, covers)) return;
  AddToleration(draft, Protection::kPlacement,
                {wanted.key, wanted.op, wanted.value, wanted.effect, wanted.seconds}, wanted.json);
}

PodAffinityTerm Term(const ApartFrom& apart) {
  PodAffinityTerm term{.topology_key = apart.topology_key};
  term.label_selector = LabelSelector{.match_labels = {{names::kAssignedClass, apart.class_name}}};
  if (apart.all_namespaces) term.namespace_selector.emplace();
  return term;
}

std::string_view Json(TextArena& texts, const ApartFrom& apart) {
  return texts.Join({R"({"labelSelector":{"matchLabels":{)",
                     texts.JsonString(names::kAssignedClass), ":",
                     texts.JsonString(apart.class_name), R"(}},"topologyKey":)",
                     texts.JsonString(apart.topology_key),
                     apart.all_namespaces ? R"(,"namespaceSelector":{}})" : "}"});
}

std::vector<const PlacementStep*> Ladder(const Care& care) {
  const Placement& placement = care.of_class().placement;
  std::vector<const PlacementStep*> steps = {&placement.always};
  // It died once already.
  if (AttemptOf(care.subject.pod()).value_or(0) > 0) steps.push_back(&placement.on_retry);
  return steps;
}

}  // namespace

void ProtectPlacement(const Care& care, Draft& draft) {
  std::vector<const NodeRequirement*> required;
  const auto ladder = Ladder(care);
  for (const PlacementStep* step : ladder) {
    for (const NodeRequirement& requirement : step->require) required.push_back(&requirement);
  }
  RequireOfNodes(draft, required);
  for (const PlacementStep* step : ladder) {
    for (const NodePreference& preference : step->prefer) PreferNodes(draft, preference);
    for (const TolerationSpec& toleration : step->tolerate) Tolerate(draft, toleration);
  }
  if (const auto& apart = care.of_class().placement.apart_from) {
    KeepApart(draft, Term(*apart), apart->required, Json(draft.texts(), *apart));
  }
}

}  // namespace tenure
