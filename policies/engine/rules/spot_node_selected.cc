#include <algorithm>
#include <string>

#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

bool Has(const std::vector<std::string>& values, std::string_view value) {
  return std::ranges::find(values, value) != values.end();
}

// Whether nodes with this label value are the ones that the class keeps off.
bool Excludes(const NodeRequirement& requirement, std::string_view key, std::string_view value) {
  if (requirement.key != key) return false;
  return requirement.op == "DoesNotExist" ||
         (requirement.op == "NotIn" && Has(requirement.values, value));
}

bool Excludes(const Placement& placement, std::string_view key, std::string_view value) {
  return std::ranges::any_of(placement.always.require, [&](const NodeRequirement& requirement) {
    return Excludes(requirement, key, value);
  });
}

bool SelectsOnly(const SelectorRequirement& has, const Placement& placement) {
  if (has.op == "Exists") return Excludes(placement, has.key, {});
  return has.op == "In" && !has.values.empty() &&
         std::ranges::all_of(has.values, [&](std::string_view value) {
           return Excludes(placement, has.key, value);
         });
}

bool SelectsOnly(const NodeSelectorTerm& term, const Placement& placement) {
  return term.match_expressions &&
         std::ranges::any_of(*term.match_expressions, [&](const SelectorRequirement& has) {
           return SelectsOnly(has, placement);
         });
}

void CheckNodeSelector(const Case& about, Report& report, const Placement& placement) {
  if (!about.pod.spec.node_selector) return;
  for (const auto& [key, value] : *about.pod.spec.node_selector) {
    if (!Excludes(placement, key, value)) continue;
    report.Add("nodeSelector {}={}: such nodes go away; remove it", {key, value},
               Pointer("/spec/nodeSelector", key));
  }
}

// Terms are ORed: one that leads elsewhere is enough.
void CheckAffinity(const Case& about, Report& report, const Placement& placement) {
  const auto& affinity = about.subject.pod().spec.affinity;
  if (!affinity || !affinity->node || !affinity->node->required) return;
  const auto& terms = *affinity->node->required;
  const auto excluded = [&](const NodeSelectorTerm& term) {
    return term.MatchesNothing() || SelectsOnly(term, placement);
  };
  if (!std::ranges::all_of(terms, excluded) ||
      std::ranges::all_of(terms, &NodeSelectorTerm::MatchesNothing)) {
    return;
  }
  report.Add(
      "every node affinity term wants nodes that go away: the pod would wait for ever; "
      "remove it",
      "/spec/affinity/nodeAffinity");
}

}  // namespace

void SpotNodeSelected(const Case& about, Report& report) {
  if (about.of_class() == nullptr) return;
  CheckNodeSelector(about, report, about.of_class()->placement);
  CheckAffinity(about, report, about.of_class()->placement);
}

}  // namespace tenure::rules
