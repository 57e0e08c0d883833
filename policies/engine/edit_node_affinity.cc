#include "policies/engine/edit_node_affinity.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "policies/engine/present.h"

namespace tenure {
namespace {

constexpr std::size_t kUsualTerm = 512;
constexpr std::string_view kSpec = "/spec";
constexpr std::string_view kAffinity = "/spec/affinity";
constexpr std::string_view kNode = "/spec/affinity/nodeAffinity";
constexpr std::string_view kTerms =
    "/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms";
constexpr std::string_view kPreferred =
    "/spec/affinity/nodeAffinity/preferredDuringSchedulingIgnoredDuringExecution";

const NodeAffinity* Received(const Draft& draft) {
  const auto& affinity = draft.received().spec.affinity;
  return affinity && affinity->node ? &*affinity->node : nullptr;
}

NodeAffinity& Edited(Draft& draft) {
  auto& affinity = draft.pod().spec.affinity;
  if (!affinity) affinity.emplace();
  if (!affinity->node) affinity->node.emplace();
  return *affinity->node;
}

// Appends to a list under nodeAffinity.
void Append(Draft& draft, std::string_view list, bool has_list, std::string_view json) {
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{kSpec, true},
                                        {kAffinity, draft.received().spec.affinity.has_value()},
                                        {kNode, Received(draft) != nullptr},
                                        {list, has_list}}),
                .now = draft.texts().Keep(json),
                .by = Protection::kPlacement});
}

SelectorRequirement Typed(const NodeRequirement& requirement) {
  return {requirement.key, requirement.op, {requirement.values.begin(), requirement.values.end()}};
}

// Whether what a term asks already is at least as strict.
bool Implies(const SelectorRequirement& has, const SelectorRequirement& wanted) {
  if (has.key != wanted.key) return false;
  if (has == wanted) return true;
  const auto is_wanted = [&](std::string_view value) {
    return std::ranges::find(wanted.values, value) != wanted.values.end();
  };
  if (has.op == "In" && wanted.op == "In") return std::ranges::all_of(has.values, is_wanted);
  if (has.op == "In" && wanted.op == "NotIn") return std::ranges::none_of(has.values, is_wanted);
  if (has.op == "DoesNotExist" && wanted.op == "NotIn") return true;
  return has.op == "In" && wanted.op == "Exists";
}

bool Asks(const NodeSelectorTerm& term, const SelectorRequirement& wanted) {
  return term.match_expressions &&
         std::ranges::any_of(*term.match_expressions,
                             [&](const SelectorRequirement& has) { return Implies(has, wanted); });
}

void AddTermOfOurOwn(Draft& draft, std::span<const NodeRequirement* const> requirements) {
  NodeSelectorTerm term;
  auto& expressions = term.match_expressions.emplace();
  expressions.reserve(requirements.size());
  std::string json;
  json.reserve(kUsualTerm);
  for (const NodeRequirement* requirement : requirements) {
    SelectorRequirement wanted = Typed(*requirement);
    if (Asks(term, wanted)) continue;
    expressions.push_back(std::move(wanted));
    json += json.empty() ? R"({"matchExpressions":[)" : ",";
    json += requirement->json;
  }
  json += "]}";
  const NodeAffinity* received = Received(draft);
  Append(draft, kTerms, received != nullptr && received->required, json);
  Edited(draft).required.emplace().push_back(std::move(term));
}

// Index is the same in the received pod: terms are never added to those there are.
void RequireInTerm(Draft& draft, std::size_t index, const NodeRequirement& requirement) {
  NodeSelectorTerm& term = (*Edited(draft).required)[index];
  SelectorRequirement wanted = Typed(requirement);
  if (term.MatchesNothing() || Asks(term, wanted)) return;
  const std::string_view pointer = draft.texts().Pointer(kTerms, index);
  const std::string_view list = draft.texts().Join({pointer, "/matchExpressions"});
  const bool has_list = (*Received(draft)->required)[index].match_expressions.has_value();
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{pointer, true}, {list, has_list}}),
                .now = draft.texts().Keep(requirement.json),
                .by = Protection::kPlacement});
  if (!term.match_expressions) term.match_expressions.emplace();
  term.match_expressions->push_back(std::move(wanted));
}

bool IsSame(const PreferredNodeTerm& has, const SelectorRequirement& wanted) {
  const auto& expressions = has.preference.match_expressions;
  return expressions && expressions->size() == 1 && expressions->front() == wanted;
}

}  // namespace

void RequireOfNodes(Draft& draft, std::span<const NodeRequirement* const> requirements) {
  if (requirements.empty()) return;
  const NodeAffinity* received = Received(draft);
  if (received == nullptr || !received->required || received->required->empty()) {
    return AddTermOfOurOwn(draft, requirements);
  }
  for (std::size_t index = 0; index < received->required->size(); ++index) {
    for (const NodeRequirement* requirement : requirements) {
      RequireInTerm(draft, index, *requirement);
    }
  }
}

void PreferNodes(Draft& draft, const NodePreference& preference) {
  SelectorRequirement wanted = Typed(preference.requirement);
  auto& preferred = Edited(draft).preferred;
  if (!preferred) preferred.emplace();
  const auto is_same = [&](const PreferredNodeTerm& has) { return IsSame(has, wanted); };
  if (std::ranges::any_of(*preferred, is_same)) return;
  const NodeAffinity* received = Received(draft);
  Append(draft, kPreferred, received != nullptr && received->preferred, preference.json);
  PreferredNodeTerm& added = preferred->emplace_back();
  added.weight = preference.weight;
  added.preference.match_expressions.emplace().push_back(std::move(wanted));
}

}  // namespace tenure
