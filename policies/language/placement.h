#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tenure {

// A node selector requirement, with the JSON that goes into a patch.
struct NodeRequirement {
  std::string key;
  std::string op;  // In, NotIn, Exists, DoesNotExist, Gt, Lt
  std::vector<std::string> values;
  std::string json;
};

struct NodePreference {
  std::int64_t weight = 1;  // 1 to 100
  NodeRequirement requirement;
  std::string json;  // a v1.PreferredSchedulingTerm
};

struct TolerationSpec {
  std::string key;
  std::string op;  // Equal, Exists
  std::string value;
  std::string effect;  // empty: all
  std::optional<std::int64_t> seconds;
  std::string json;
};

// Pods of this class keep away from pods of `class_name`.
struct ApartFrom {
  std::string class_name;
  std::string topology_key;
  bool required = true;  // else preferred, with weight 100
  bool all_namespaces = true;
};

struct PlacementStep {
  std::vector<NodeRequirement> require;
  std::vector<NodePreference> prefer;
  std::vector<TolerationSpec> tolerate;
};

struct Placement {
  PlacementStep always;
  PlacementStep on_retry;  // besides, from the second attempt on
  std::optional<ApartFrom> apart_from;
};

}  // namespace tenure
