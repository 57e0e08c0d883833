#include "tests/support/user_intent.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "policies/pod/json_pointer.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;
using Pointers = std::vector<std::string>;

bool IsUnderOneOf(const Pointers& pointers, const std::string& pointer) {
  return std::ranges::any_of(pointers,
                             [&](const std::string& own) { return pointer.starts_with(own); });
}

// What Tenure writes, whatever was there.
Pointers OurOwn(const Policy& policy) {
  Pointers pointers = {
      "/metadata/annotations/tenure.dev~1decision", "/metadata/annotations/tenure.dev~1requests",
      "/metadata/labels/tenure.dev~1assigned-class", "/metadata/labels/tenure.dev~1evictable"};
  for (const ClassPolicy& of_class : policy.classes) {
    for (const auto& [key, value] : of_class.disruption.annotations) {
      pointers.push_back(Pointer("/metadata/annotations", key));
    }
  }
  for (const Strategy& strategy : policy.checkpoint.strategies) {
    for (const auto& [key, value] : strategy.labels) {
      pointers.push_back(Pointer("/metadata/labels", key));
    }
    for (const auto& [key, value] : strategy.annotations) {
      pointers.push_back(Pointer("/metadata/annotations", key));
    }
  }
  return pointers;
}

// Commands are compared as a whole: a wrapper moves their words.
bool IsCommandWord(const std::string& pointer) {
  return pointer.starts_with("/spec/containers/") && pointer.find("/command") != std::string::npos;
}

// What the user starts, without a wrapper in front.
Json StartedBy(const Json& command) {
  const auto dashes = std::find(command.begin(), command.end(), "--");
  const auto begin = dashes == command.end() ? command.begin() : std::next(dashes);
  return Json(Json::array_t(begin, command.end()));
}

bool EndsWith(const Json& words, const Json& ending) {
  return words.size() >= ending.size() &&
         std::equal(ending.rbegin(), ending.rend(), words.rbegin());
}

bool KeepsCommands(const Json& before, const Json& after) {
  const Json& had = before["spec"]["containers"];
  for (std::size_t i = 0; i < had.size(); ++i) {
    const Json command = had[i].value("command", Json::array());
    const Json now = after["spec"]["containers"][i].value("command", Json::array());
    if (!EndsWith(now, StartedBy(command))) return false;
  }
  return true;
}

bool IsResource(const std::string& pointer) {
  const bool is_amount = pointer.find("/resources/requests/") != std::string::npos ||
                         pointer.find("/resources/limits/") != std::string::npos;
  return is_amount && pointer.starts_with("/spec/containers/") &&
         (pointer.ends_with("/cpu") || pointer.ends_with("/memory"));
}

bool MayChange(const std::string& pointer, const Json& was, const Json& now) {
  if (IsResource(pointer)) return true;
  if (pointer == "/spec/terminationGracePeriodSeconds") return now.is_number() && now > was;
  if (pointer.ends_with("/seccompProfile/type")) return true;
  // The folder of the pod that this one was copied from.
  if (pointer.find("/env/") != std::string::npos && pointer.ends_with("/value")) {
    return was.get<std::string>().starts_with("/checkpoint/") && now.is_string();
  }
  if (pointer.ends_with("/tolerationSeconds")) return was == 300 && now.is_number() && now > was;
  return pointer == "/spec/priorityClassName" || pointer == "/spec/priority" ||
         pointer == "/spec/preemptionPolicy";
}

bool IsOfContainer(const std::string& pointer) {
  return pointer.starts_with("/spec/containers/") &&
         (pointer.find("/volumeMounts/") != std::string::npos ||
          pointer.find("/env/") != std::string::npos ||
          pointer.find("/securityContext/") != std::string::npos);
}

bool MayAppear(const std::string& pointer) {
  return pointer.starts_with("/spec/affinity/") || pointer.starts_with("/spec/tolerations/") ||
         pointer == "/spec/terminationGracePeriodSeconds" || pointer == "/spec/priorityClassName" ||
         pointer == "/spec/runtimeClassName" || pointer.starts_with("/spec/volumes/") ||
         pointer.starts_with("/spec/initContainers/") ||
         pointer.starts_with("/metadata/annotations/tenure.dev~1checkpoint-file-") ||
         IsOfContainer(pointer) || IsResource(pointer);
}

bool IsEmpty(const Json& value) {
  return value.is_null() || (value.is_structured() && value.empty());
}

bool KeepsPriority(const Json& before, const Json& after, const Policy& policy) {
  const std::string was = before["spec"].value("priorityClassName", "");
  const std::string now = after["spec"].value("priorityClassName", "");
  if (was == now || was.empty()) return true;
  if (was.starts_with("system-")) return false;
  return std::ranges::any_of(policy.classes, [&](const ClassPolicy& of_class) {
    if (!of_class.priority || of_class.priority->class_name != now) return false;
    const auto& over = of_class.priority->over;
    return std::ranges::find(over, was) != over.end() ||
           before["spec"].value("priority", 0) < of_class.priority->value;
  });
}

}  // namespace

std::vector<std::string> LostIntent(const Json& before, const Json& after, const Policy& policy) {
  std::vector<std::string> lost;
  const Pointers ours = OurOwn(policy);
  const Json had = before.flatten();
  const Json has = after.flatten();
  for (const auto& [pointer, was] : had.items()) {
    const Json now = has.value(pointer, Json());
    if (now == was || IsEmpty(was) || IsUnderOneOf(ours, pointer) || IsCommandWord(pointer)) {
      continue;
    }
    if (!MayChange(pointer, was, now)) lost.push_back(pointer + ": is " + now.dump());
  }
  for (const auto& [pointer, now] : has.items()) {
    if (had.contains(pointer) || IsEmpty(now) || IsUnderOneOf(ours, pointer) ||
        IsCommandWord(pointer)) {
      continue;
    }
    if (!MayAppear(pointer)) lost.push_back(pointer + ": came from nowhere");
  }
  if (!KeepsPriority(before, after, policy)) lost.emplace_back("/spec/priorityClassName: lowered");
  if (!KeepsCommands(before, after)) lost.emplace_back("/spec/containers: another command");
  return lost;
}

}  // namespace tenure::test
