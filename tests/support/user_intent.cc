#include "tests/support/user_intent.h"

#include <algorithm>
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
  return pointers;
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
  if (pointer.ends_with("/tolerationSeconds")) return was == 300 && now.is_number() && now > was;
  return pointer == "/spec/priorityClassName" || pointer == "/spec/priority" ||
         pointer == "/spec/preemptionPolicy";
}

bool MayAppear(const std::string& pointer) {
  return pointer.starts_with("/spec/affinity/") || pointer.starts_with("/spec/tolerations/") ||
         pointer == "/spec/terminationGracePeriodSeconds" || pointer == "/spec/priorityClassName" ||
         IsResource(pointer);
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
    if (now == was || IsEmpty(was) || IsUnderOneOf(ours, pointer)) continue;
    if (!MayChange(pointer, was, now)) lost.push_back(pointer + ": is " + now.dump());
  }
  for (const auto& [pointer, now] : has.items()) {
    if (had.contains(pointer) || IsEmpty(now) || IsUnderOneOf(ours, pointer)) continue;
    if (!MayAppear(pointer)) lost.push_back(pointer + ": came from nowhere");
  }
  if (!KeepsPriority(before, after, policy)) lost.emplace_back("/spec/priorityClassName: lowered");
  return lost;
}

}  // namespace tenure::test
