#include "policies/language/cross_checks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

// A class, and where the file says it. Classes without a good name are left out.
struct PlacedClass {
  const ClassPolicy* policy;
  const YamlNode* node;
};

std::vector<PlacedClass> PlacedClasses(const YamlNode& root, const Policy& policy) {
  std::vector<PlacedClass> placed;
  const YamlNode* classes = root.Find("classes");
  if (classes == nullptr) return placed;
  for (const auto& node : classes->children) {
    const YamlNode* name = node->Find("name");
    const ClassPolicy* found = name == nullptr ? nullptr : policy.FindClass(name->text);
    if (found != nullptr) placed.push_back({found, node.get()});
  }
  return placed;
}

// A way into a class by runtime alone takes every pod with a longer runtime.
struct RuntimeOnly {
  Duration at_least;
  const ClassPolicy* taker;
};

bool NamesRuntimeOnly(const Match& match) {
  return match.runtime && !match.critical && !match.requests && match.namespaces.empty() &&
         match.images.empty() && match.labels.empty() && match.annotations.empty() &&
         match.service_accounts.empty() && match.owner_kinds.empty() && match.args == nullptr;
}

Duration Least(const RuntimeMatch& runtime) {
  return runtime.at_least.value_or(Duration::Seconds(0));
}

void CheckReached(Reading& reading, const PlacedClass& placed, const Match& match,
                  const YamlNode& node, const std::vector<RuntimeOnly>& before) {
  if (!match.runtime) return;
  const auto taken = std::ranges::find_if(before, [&](const RuntimeOnly& earlier) {
    return earlier.taker != placed.policy && earlier.at_least <= Least(*match.runtime);
  });
  if (taken == before.end()) return;
  reading.Fail(*node.Find("runtime"), "is never reached: class " + Quoted(taken->taker->name) +
                                          " above takes these pods; move it below this class");
}

void CheckRuntimes(Reading& reading, const std::vector<PlacedClass>& classes) {
  std::vector<RuntimeOnly> before;
  for (const PlacedClass& placed : classes) {
    const YamlNode* matches = placed.node->Find("match");
    // Where some could not be read, their places are not known.
    if (matches == nullptr || matches->children.size() != placed.policy->match.size()) continue;
    for (std::size_t i = 0; i < placed.policy->match.size(); ++i) {
      const Match& match = placed.policy->match[i];
      CheckReached(reading, placed, match, *matches->children[i], before);
      if (NamesRuntimeOnly(match)) before.push_back({Least(*match.runtime), placed.policy});
    }
  }
}

void ComparePriorities(Reading& reading, const PlacedClass& earlier, const PlacedClass& later) {
  const PrioritySpec& first = *earlier.policy->priority;
  const PrioritySpec& second = *later.policy->priority;
  const YamlNode& value = *later.node->Find("priority")->Find("value");
  if (first.class_name == second.class_name && first.value != second.value) {
    reading.Fail(value, "the PriorityClass " + second.class_name + " has the value " +
                            std::to_string(first.value) + " in class " +
                            Quoted(earlier.policy->name));
  } else if (second.value > first.value) {
    reading.Warn(value, "is above that of class " + Quoted(earlier.policy->name) +
                            ", which is tried first: its pods would preempt them");
  }
}

bool HasPriority(const PlacedClass& placed) {
  return placed.policy->priority && placed.node->Find("priority")->Find("value") != nullptr;
}

void CheckPriorities(Reading& reading, const std::vector<PlacedClass>& classes) {
  for (std::size_t later = 0; later < classes.size(); ++later) {
    if (!HasPriority(classes[later])) continue;
    const auto earlier = std::ranges::find_if(
        classes.begin(), classes.begin() + static_cast<std::ptrdiff_t>(later),
        [&](const PlacedClass& placed) {
          return HasPriority(placed) &&
                 placed.policy->priority->value != classes[later].policy->priority->value;
        });
    if (earlier != classes.begin() + static_cast<std::ptrdiff_t>(later)) {
      ComparePriorities(reading, *earlier, classes[later]);
    }
  }
}

bool TakesEveryNamespace(const Override& override) {
  return std::ranges::find(override.namespaces, "*", &Glob::pattern) != override.namespaces.end();
}

// The first override that matches counts, so that one for all ends the list.
void CheckOverrides(Reading& reading, const YamlNode& root, const Policy& policy) {
  const YamlNode* nodes = root.Find("overrides");
  if (nodes == nullptr || nodes->children.size() != policy.overrides.size()) return;
  const auto all = std::ranges::find_if(policy.overrides, TakesEveryNamespace);
  if (all == policy.overrides.end()) return;
  const auto last = static_cast<std::size_t>(all - policy.overrides.begin());
  for (std::size_t i = last + 1; i < nodes->children.size(); ++i) {
    reading.Fail(*nodes->children[i],
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
