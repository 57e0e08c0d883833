#include "policies/engine/edit_pod_affinity.h"

#include <algorithm>
#include <string_view>

#include "policies/engine/present.h"

namespace tenure {
namespace {

constexpr int kWeight = 100;
constexpr std::string_view kAffinity = "/spec/affinity";
constexpr std::string_view kAnti = "/spec/affinity/podAntiAffinity";
constexpr std::string_view kRequired =
    "/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution";
constexpr std::string_view kPreferred =
    "/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution";

PodAntiAffinity& Edited(Draft& draft) {
  auto& affinity = draft.pod().spec.affinity;
  if (!affinity) affinity.emplace();
  if (!affinity->pod_anti) affinity->pod_anti.emplace();
  return *affinity->pod_anti;
}

void Append(Draft& draft, std::string_view list, bool has_list, std::string_view json) {
  const auto& affinity = draft.received().spec.affinity;
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{"/spec", true},
                                        {kAffinity, affinity.has_value()},
                                        {kAnti, affinity && affinity->pod_anti},
                                        {list, has_list}}),
                .now = json,
                .by = Protection::kPlacement});
}

void Require(Draft& draft, const PodAffinityTerm& term, std::string_view json) {
  auto& terms = Edited(draft).required;
  if (terms && std::ranges::find(*terms, term) != terms->end()) return;
  Append(draft, kRequired, terms.has_value(), json);
  if (!terms) terms.emplace();
  terms->push_back(term);
}

void Prefer(Draft& draft, const PodAffinityTerm& term, std::string_view json) {
  auto& terms = Edited(draft).preferred;
  if (terms && std::ranges::find(*terms, term, &WeightedPodAffinityTerm::term) != terms->end()) {
    return;
  }
  Append(draft, kPreferred, terms.has_value(),
         draft.texts().Join({R"({"weight":)", draft.texts().JsonNumber(kWeight),
                             R"(,"podAffinityTerm":)", json, "}"}));
  if (!terms) terms.emplace();
  terms->push_back({kWeight, term});
}

}  // namespace

void KeepApart(Draft& draft, const PodAffinityTerm& term, bool required, std::string_view json) {
  if (required) {
    Require(draft, term, json);
  } else {
    Prefer(draft, term, json);
  }
}

}  // namespace tenure
