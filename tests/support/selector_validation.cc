#include "tests/support/selector_validation.h"

#include <algorithm>

#include "policies/language/k8s_names.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

constexpr const char* kRequired = "requiredDuringSchedulingIgnoredDuringExecution";
constexpr const char* kPreferred = "preferredDuringSchedulingIgnoredDuringExecution";

bool IsInteger(const Json& text) {
  const std::string digits = text.get<std::string>();
  return !digits.empty() && digits.find_first_not_of("-0123456789") == std::string::npos;
}

bool HasValuesFor(const std::string& op, const Json& values) {
  if (op == "In" || op == "NotIn") return !values.empty();
  if (op == "Exists" || op == "DoesNotExist") return values.empty();
  if (op == "Gt" || op == "Lt") return values.size() == 1 && IsInteger(values[0]);
  return false;
}

void CheckExpressions(const Json& term, const std::string& path, Problems& problems) {
  for (const Json& expression : Member(term, "matchExpressions")) {
    const std::string key = expression.value("key", "");
    const Json values = Member(expression, "values");
    problems.Check(LabelKeyProblem(key).empty(), path + ": a bad key " + key);
    problems.Check(HasValuesFor(expression.value("operator", ""), values),
                   path + ": the values do not go with the operator of " + key);
    problems.Check(std::ranges::all_of(values,
                                       [](const Json& value) {
                                         return LabelValueProblem(value.get<std::string>()).empty();
                                       }),
                   path + ": a bad value of " + key);
  }
}

void CheckWeight(const Json& term, const std::string& path, Problems& problems) {
  const int weight = term.value("weight", 0);
  problems.Check(weight >= 1 && weight <= 100, path + ": a bad weight");
}

void CheckPodTerm(const Json& term, const std::string& path, Problems& problems) {
  problems.Check(LabelKeyProblem(term.value("topologyKey", "")).empty(),
                 path + ": a bad topologyKey");
  for (const char* selector : {"labelSelector", "namespaceSelector"}) {
    CheckExpressions(Member(term, selector), path, problems);
    const Json labels = Member(Member(term, selector), "matchLabels");
    for (const auto& [key, value] : labels.items()) {
      problems.Check(LabelKeyProblem(key).empty(), path + ": a bad key " + key);
      problems.Check(LabelValueProblem(value.get<std::string>()).empty(),
                     path + ": a bad value of " + key);
    }
  }
}

}  // namespace

Json Member(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name) || object[name].is_null()) {
    return Json::object();
  }
  return object[name];
}

void CheckNodeAffinity(const Json& affinity, Problems& problems) {
  const std::string path = "/spec/affinity/nodeAffinity";
  if (affinity.contains(kRequired)) {
    const Json terms = Member(affinity[kRequired], "nodeSelectorTerms");
    problems.Check(!terms.empty(), path + ": no term is required");
    for (const Json& term : terms) CheckExpressions(term, path, problems);
  }
  for (const Json& preferred : Member(affinity, kPreferred)) {
    CheckWeight(preferred, path, problems);
    CheckExpressions(Member(preferred, "preference"), path, problems);
  }
}

void CheckPodAntiAffinity(const Json& affinity, Problems& problems) {
  const std::string path = "/spec/affinity/podAntiAffinity";
  for (const Json& term : Member(affinity, kRequired)) CheckPodTerm(term, path, problems);
  for (const Json& preferred : Member(affinity, kPreferred)) {
    CheckWeight(preferred, path, problems);
    CheckPodTerm(Member(preferred, "podAffinityTerm"), path, problems);
  }
}

}  // namespace tenure::test
