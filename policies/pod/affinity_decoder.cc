#include "policies/pod/affinity_decoder.h"

#include <utility>

namespace tenure {
namespace {

using Value = JsonReader::Value;

SelectorRequirement Requirement(JsonReader& reader, Value object, const JsonPath& at) {
  SelectorRequirement requirement;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "key") {
      requirement.key = reader.String(value, path);
    } else if (key == "operator") {
      requirement.op = reader.String(value, path);
    } else if (key == "values") {
      requirement.values = reader.Strings(value, path);
    }
  });
  return requirement;
}

std::vector<SelectorRequirement> Requirements(JsonReader& reader, Value array, const JsonPath& at) {
  return reader.Array(array, at, [&](Value element, const JsonPath& path) {
    return Requirement(reader, element, path);
  });
}

NodeSelectorTerm NodeTerm(JsonReader& reader, Value object, const JsonPath& at) {
  NodeSelectorTerm term;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "matchExpressions") {
      term.match_expressions = Requirements(reader, value, path);
    } else if (key == "matchFields") {
      term.has_match_fields = !Requirements(reader, value, path).empty();
    }
  });
  return term;
}

std::optional<std::vector<NodeSelectorTerm>> RequiredNodeTerms(JsonReader& reader, Value object,
                                                               const JsonPath& at) {
  std::optional<std::vector<NodeSelectorTerm>> terms;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key != "nodeSelectorTerms") return;
    terms = reader.Array(value, path, [&](Value element, const JsonPath& place) {
      return NodeTerm(reader, element, place);
    });
  });
  return terms;
}

PreferredNodeTerm PreferredTerm(JsonReader& reader, Value object, const JsonPath& at) {
  PreferredNodeTerm term;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "weight") {
      term.weight = reader.Integer(value, path).value_or(0);
    } else if (key == "preference") {
      term.preference = NodeTerm(reader, value, path);
    }
  });
  return term;
}

NodeAffinity DecodeNodeAffinity(JsonReader& reader, Value object, const JsonPath& at) {
  NodeAffinity node;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "requiredDuringSchedulingIgnoredDuringExecution") {
      node.required = RequiredNodeTerms(reader, value, path);
    } else if (key == "preferredDuringSchedulingIgnoredDuringExecution") {
      node.preferred = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return PreferredTerm(reader, element, place);
      });
    }
  });
  return node;
}

LabelSelector Selector(JsonReader& reader, Value object, const JsonPath& at) {
  LabelSelector selector;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "matchLabels") {
      selector.match_labels = reader.Map(value, path);
    } else if (key == "matchExpressions") {
      selector.match_expressions = Requirements(reader, value, path);
    }
  });
  return selector;
}

PodAffinityTerm PodTerm(JsonReader& reader, Value object, const JsonPath& at) {
  PodAffinityTerm term;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "labelSelector") {
      term.label_selector = Selector(reader, value, path);
    } else if (key == "namespaces") {
      term.namespaces = reader.Strings(value, path);
    } else if (key == "namespaceSelector") {
      term.namespace_selector = Selector(reader, value, path);
    } else if (key == "topologyKey") {
      term.topology_key = reader.String(value, path);
    }
  });
  return term;
}

WeightedPodAffinityTerm WeightedPodTerm(JsonReader& reader, Value object, const JsonPath& at) {
  WeightedPodAffinityTerm weighted;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "weight") {
      weighted.weight = reader.Integer(value, path).value_or(0);
    } else if (key == "podAffinityTerm") {
      weighted.term = PodTerm(reader, value, path);
    }
  });
  return weighted;
}

PodAntiAffinity DecodePodAntiAffinity(JsonReader& reader, Value object, const JsonPath& at) {
  PodAntiAffinity anti;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "requiredDuringSchedulingIgnoredDuringExecution") {
      anti.required = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return PodTerm(reader, element, place);
      });
    } else if (key == "preferredDuringSchedulingIgnoredDuringExecution") {
      anti.preferred = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return WeightedPodTerm(reader, element, place);
      });
    }
  });
  return anti;
}

}  // namespace

Affinity DecodeAffinity(JsonReader& reader, JsonReader::Value object, const JsonPath& at) {
  Affinity affinity;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "nodeAffinity") {
      affinity.node = DecodeNodeAffinity(reader, value, path);
    } else if (key == "podAntiAffinity") {
      affinity.pod_anti = DecodePodAntiAffinity(reader, value, path);
    }
  });
  return affinity;
}

}  // namespace tenure
