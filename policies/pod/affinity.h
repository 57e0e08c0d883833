#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/pod/string_map.h"

namespace tenure {

// A requirement of a label selector or of a node selector.
struct SelectorRequirement {
  std::string_view key;
  std::string_view op;
  std::vector<std::string_view> values;
  bool operator==(const SelectorRequirement&) const = default;
};

// v1.NodeSelectorTerm: all of its requirements together. One without any
// matches no node.
struct NodeSelectorTerm {
  std::optional<std::vector<SelectorRequirement>> match_expressions;
  bool has_match_fields = false;

  [[nodiscard]] bool MatchesNothing() const {
    return !has_match_fields && (!match_expressions || match_expressions->empty());
  }
};

struct PreferredNodeTerm {
  std::int64_t weight = 0;
  NodeSelectorTerm preference;
};

struct NodeAffinity {
  // requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: any of them.
  std::optional<std::vector<NodeSelectorTerm>> required;
  std::optional<std::vector<PreferredNodeTerm>> preferred;
};

struct LabelSelector {
  StringMap match_labels;
  std::vector<SelectorRequirement> match_expressions;
  bool operator==(const LabelSelector&) const = default;
};

// v1.PodAffinityTerm. Without namespaces and without a selector of them, it
// means the pod's own namespace; an empty selector means all.
struct PodAffinityTerm {
  std::optional<LabelSelector> label_selector;
  std::vector<std::string_view> namespaces;
  std::optional<LabelSelector> namespace_selector;
  std::string_view topology_key;
  bool operator==(const PodAffinityTerm&) const = default;
};

struct WeightedPodAffinityTerm {
  std::int64_t weight = 0;
  PodAffinityTerm term;
  bool operator==(const WeightedPodAffinityTerm&) const = default;
};

struct PodAntiAffinity {
  std::optional<std::vector<PodAffinityTerm>> required;
  std::optional<std::vector<WeightedPodAffinityTerm>> preferred;
};

struct Affinity {
  std::optional<NodeAffinity> node;
  std::optional<PodAntiAffinity> pod_anti;
};

}  // namespace tenure
