#include "policies/language/cross_checks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

// A class, and where the file says it.
struct PlacedClass {
  const ClassPolicy* policy;
  const YamlNode* node;
};

std::vector<PlacedClass> PlacedClasses(const YamlNode& root, const Policy& policy) {
  std::vector<PlacedClass> placed;
  for (const auto& node : root.Find("classes")->children) {
    placed.push_back({&policy.classes.at(placed.size()), node.get()});
  }
  return placed;
}

// A way into a class by runtime alone takes every pod with a longer runtime.
struct RuntimeOnly {
  Duration at_least;
  const ClassPolicy* taker;
};

Duration Threshold(const Reading& reading, const RuntimeMatch& runtime) {
  return runtime.Threshold(reading.typical_runtime.value_or(Duration::Seconds(0)));
}

bool NamesRuntimeOnly(const Match& match) {
  return match.runtime && !match.critical && !match.requests && match.namespaces.empty() &&
         match.images.empty() && match.labels.empty() && match.annotations.empty() &&
         match.service_accounts.empty() && match.owner_kinds.empty() && match.args == nullptr;
}

void CheckReached(Reading& reading, const PlacedClass& placed, const Match& match,
                  const YamlNode& node, const std::vector<RuntimeOnly>& before) {
  if (!match.runtime) return;
  const Duration least = Threshold(reading, *match.runtime);
  const auto taken = std::ranges::find_if(before, [&](const RuntimeOnly& earlier) {
    return earlier.taker != placed.policy && earlier.at_least <= least;
  });
  if (taken == before.end()) return;
  reading.Fail(*node.Find("runtime"), "is never reached: class " + Quoted(taken->taker->name) +
                                          " above takes these pods; move it below this class");
}

void CheckRuntimes(Reading& reading, const std::vector<PlacedClass>& classes) {
  std::vector<RuntimeOnly> before;
  for (const PlacedClass& placed : classes) {
    for (std::size_t i = 0; i < placed.policy->match.size(); ++i) {
      const Match& match = placed.policy->match[i];
      const YamlNode& node = *placed.node->Find("match")->children[i];
      CheckReached(reading, placed, match, node, before);
      if (NamesRuntimeOnly(match))
        before.push_back({Threshold(reading, *match.runtime), placed.policy});
    }
  }
}

// True if there was something to say of the two.
bool ComparePriorities(Reading& reading, const PlacedClass& earlier, const PlacedClass& later) {
  const auto& first = earlier.policy->priority;
  const auto& second = later.policy->priority;
  if (!first || !second) return false;
  const YamlNode& value = *later.node->Find("priority")->Find("value");
  if (first->class_name == second->class_name && first->value != second->value) {
    reading.Fail(value, "the PriorityClass " + second->class_name + " has the value " +
                            std::to_string(first->value) + " in class " +
                            Quoted(earlier.policy->name));
    return true;
  }
  if (second->value <= first->value) return false;
  reading.Warn(value, "is above that of class " + Quoted(earlier.policy->name) +
                          ", which is tried first: its pods would preempt them");
  return true;
}

void CheckPriorities(Reading& reading, const std::vector<PlacedClass>& classes) {
  for (std::size_t later = 0; later < classes.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      if (ComparePriorities(reading, classes[earlier], classes[later])) break;
    }
  }
}

bool TakesEveryNamespace(const Override& override) {
  return std::ranges::find(override.namespaces, "*", &Glob::pattern) != override.namespaces.end();
}

// The first override that matches counts, so that one for all ends the list.
void CheckOverrides(Reading& reading, const YamlNode& root, const Policy& policy) {
  const auto all = std::ranges::find_if(policy.overrides, TakesEveryNamespace);
  if (all == policy.overrides.end()) return;
  const auto last = static_cast<std::size_t>(all - policy.overrides.begin());
  for (std::size_t i = last + 1; i < policy.overrides.size(); ++i) {
    reading.Fail(*root.Find("overrides")->children[i],
                 "is never reached: overrides[" + std::to_string(last) + "] is for all namespaces");
  }
}

}  // namespace

void CheckAcross(Reading& reading, const YamlNode& root, const Policy& policy) {
  const std::vector<PlacedClass> classes = PlacedClasses(root, policy);
  CheckRuntimes(reading, classes);
  CheckPriorities(reading, classes);
  CheckOverrides(reading, root, policy);
}

}  // namespace tenure
