#include "tests/support/pod_validation.h"

#include <algorithm>
#include <optional>
#include <set>

#include "policies/language/k8s_names.h"
#include "policies/pod/quantity.h"
#include "tests/support/selector_validation.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

void CheckMetadata(const Json& pod, Problems& problems) {
  const Json metadata = Member(pod, "metadata");
  const Json labels = Member(metadata, "labels");
  for (const auto& [key, value] : labels.items()) {
    problems.Check(LabelKeyProblem(key).empty(), "/metadata/labels: a bad key " + key);
    problems.Check(LabelValueProblem(value.get<std::string>()).empty(),
                   "/metadata/labels: a bad value of " + key);
  }
  std::size_t bytes = 0;
  const Json annotations = Member(metadata, "annotations");
  for (const auto& [key, value] : annotations.items()) {
    problems.Check(AnnotationKeyProblem(key).empty(), "/metadata/annotations: a bad key " + key);
    problems.Check(value.is_string(), "/metadata/annotations: no string at " + key);
    if (value.is_string()) bytes += key.size() + value.get<std::string>().size();
  }
  problems.Check(bytes <= kMaxAnnotationBytes, "/metadata/annotations: too large");
}

bool IsOvercommitable(const std::string& resource) {
  return resource == "cpu" || resource == "memory" || resource == "ephemeral-storage";
}

std::optional<Quantity> Amount(const Json& list, const std::string& resource) {
  if (!list.contains(resource) || !list[resource].is_string()) return std::nullopt;
  const auto amount = Quantity::Parse(list[resource].get<std::string>());
  return amount ? std::optional(*amount) : std::nullopt;
}

// ValidateResourceRequirements
void CheckResources(const Json& resources, const std::string& path, Problems& problems) {
  const Json requests = Member(resources, "requests");
  const Json limits = Member(resources, "limits");
  for (const Json* list : {&requests, &limits}) {
    for (const auto& [resource, text] : list->items()) {
      const std::string place = path + (list == &limits ? "/limits/" : "/requests/") + resource;
      const auto amount = Amount(*list, resource);
      problems.Check(amount.has_value(), place + ": no quantity");
      problems.Check(!amount || !amount->IsNegative(), place + ": below zero");
      const auto limit = Amount(limits, resource);
      if (!amount || !limit) continue;
      const bool fits = IsOvercommitable(resource) ? *amount <= *limit : *amount == *limit;
      problems.Check(fits, place + ": does not fit the limit");
    }
  }
}

void CheckMounts(const Json& container, const std::set<std::string>& volumes,
                 const std::string& path, Problems& problems) {
  std::set<std::string> paths;
  for (const Json& mount : Member(container, "volumeMounts")) {
    problems.Check(volumes.contains(mount.value("name", "")), path + ": mounts no volume");
    const std::string where = mount.value("mountPath", "");
    problems.Check(MountPathProblem(where).empty(), path + ": a bad mountPath");
    problems.Check(paths.insert(where).second, path + ": a mountPath twice");
  }
}

void CheckEnvironment(const Json& container, const std::string& path, Problems& problems) {
  for (const Json& variable : Member(container, "env")) {
    problems.Check(EnvNameProblem(variable.value("name", "")).empty(), path + ": a bad variable");
    problems.Check(!variable.contains("value") || !variable.contains("valueFrom"),
                   path + ": a variable with two values");
  }
}

// ValidateSecurityContext
void CheckPrivileges(const Json& container, const std::string& path, Problems& problems) {
  const Json context = Member(container, "securityContext");
  std::set<std::string> added;
  for (const Json& capability : Member(Member(context, "capabilities"), "add")) {
    problems.Check(added.insert(capability).second, path + ": a capability twice");
  }
  const Json profile = Member(context, "seccompProfile");
  const bool is_local = profile.value("type", "") == "Localhost";
  problems.Check(is_local == profile.contains("localhostProfile"), path + ": a bad profile");
}

void CheckContainers(const Json& spec, Problems& problems) {
  std::set<std::string> volumes;
  for (const Json& volume : Member(spec, "volumes")) {
    const std::string name = volume.value("name", "");
    problems.Check(DnsLabelProblem(name, "a name").empty(), "/spec/volumes: a bad name");
    problems.Check(volumes.insert(name).second, "/spec/volumes: a name twice");
    problems.Check(volume.size() == 2, "/spec/volumes: not one source of " + name);
  }
  std::set<std::string> names;
  for (const char* list : {"containers", "initContainers"}) {
    for (const Json& container : Member(spec, list)) {
      const std::string name = container.value("name", "");
      const std::string path = std::string("/spec/") + list + '/' + name;
      problems.Check(DnsLabelProblem(name, "a name").empty(), path + ": a bad name");
      problems.Check(names.insert(name).second, path + ": a name twice");
      CheckResources(Member(container, "resources"), path, problems);
      CheckMounts(container, volumes, path, problems);
      CheckEnvironment(container, path, problems);
      CheckPrivileges(container, path, problems);
    }
  }
}

// ValidateTolerations
void CheckToleration(const Json& toleration, Problems& problems) {
  static const std::set<std::string> kEffects = {"", "NoSchedule", "PreferNoSchedule", "NoExecute"};
  const std::string path = "/spec/tolerations/" + toleration.value("key", "");
  const std::string key = toleration.value("key", "");
  const std::string op = toleration.value("operator", "");
  const std::string effect = toleration.value("effect", "");
  problems.Check(key.empty() || LabelKeyProblem(key).empty(), path + ": a bad key");
  problems.Check(!key.empty() || op == "Exists", path + ": no key, and not Exists");
  problems.Check(op.empty() || op == "Equal" || op == "Exists", path + ": a bad operator");
  problems.Check(op != "Exists" || toleration.value("value", "").empty(),
                 path + ": Exists a value");
  problems.Check(LabelValueProblem(toleration.value("value", "")).empty(), path + ": a bad value");
  problems.Check(kEffects.contains(effect), path + ": a bad effect");
  problems.Check(!toleration.contains("tolerationSeconds") || effect == "NoExecute",
                 path + ": seconds without NoExecute");
}

void CheckNumbers(const Json& spec, Problems& problems) {
  const std::string name = spec.value("priorityClassName", "");
  problems.Check(name.empty() || DnsSubdomainProblem(name, "a name").empty(),
                 "/spec/priorityClassName: a bad name");
  problems.Check(spec.value("terminationGracePeriodSeconds", 0) >= 0,
                 "/spec/terminationGracePeriodSeconds: below zero");
}

}  // namespace

std::vector<std::string> PodProblems(const Json& pod) {
  Problems problems;
  const Json spec = Member(pod, "spec");
  CheckMetadata(pod, problems);
  CheckContainers(spec, problems);
  CheckResources(Member(spec, "resources"), "/spec/resources", problems);
  for (const Json& toleration : Member(spec, "tolerations")) CheckToleration(toleration, problems);
  CheckNodeAffinity(Member(Member(spec, "affinity"), "nodeAffinity"), problems);
  CheckPodAntiAffinity(Member(Member(spec, "affinity"), "podAntiAffinity"), problems);
  CheckNumbers(spec, problems);
  return problems.found();
}

std::vector<std::string> NewProblems(const Json& before, const Json& after) {
  const std::vector<std::string> old = PodProblems(before);
  std::vector<std::string> problems = PodProblems(after);
  std::erase_if(problems, [&](const std::string& problem) {
    return std::ranges::find(old, problem) != old.end();
  });
  return problems;
}

}  // namespace tenure::test
