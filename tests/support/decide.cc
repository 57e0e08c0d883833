#include "tests/support/decide.h"

#include <stdexcept>

#include "policies/language/reader.h"
#include "policies/pod/json_reader.h"
#include "policies/pod/patch.h"
#include "policies/pod/pod_decoder.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {

Policy PolicyOf(std::string_view yaml) {
  auto read = ReadPolicyFile(yaml);
  if (read) return std::move(read->policy);
  std::string errors;
  for (const PolicyError& error : read.error()) errors += error.Text("policy.yaml") + '\n';
  throw std::runtime_error(errors);
}

const Policy& DefaultPolicy() {
  static const Policy kPolicy = PolicyOf(DefaultPolicyText());
  return kPolicy;
}

PodRequest::PodRequest(const nlohmann::json& pod, Phase phase, const Ceiling& ceiling)
    : text_(pod.dump()), document_(std::make_unique<JsonDocument>()) {
  const auto root = document_->Parse(text_);
  if (!root) throw std::runtime_error("the pod " + root.error());
  JsonReader reader;
  request_.pod = DecodePod(reader, *root, {});
  if (reader.error()) throw std::runtime_error(reader.error()->Text());
  request_.phase = phase;
  request_.ceiling = &ceiling;
  request_.privileged_namespace = request_.pod.metadata.name_space == "privileged";
  request_.name_space =
      request_.pod.metadata.name_space.empty() ? "science" : request_.pod.metadata.name_space;
}

Decision Decide(const nlohmann::json& pod, Phase phase, const Policy& policy,
                const Estimates& estimates, const Ceiling& ceiling) {
  return Evaluate(policy, estimates, PodRequest(pod, phase, ceiling).request());
}

Decision DecideUpdate(const nlohmann::json& old_pod, const nlohmann::json& pod,
                      std::string_view sub_resource, const Policy& policy) {
  PodRequest update(pod, Phase::kValidate);
  const PodRequest old(old_pod);
  update.request().operation = Operation::kUpdate;
  update.request().sub_resource = sub_resource;
  update.request().old_pod = old.request().pod;
  return Evaluate(policy, {}, update.request());
}

nlohmann::json Mutated(const nlohmann::json& pod, const Policy& policy, const Estimates& estimates,
                       const Ceiling& ceiling) {
  const Decision decision = Decide(pod, Phase::kMutate, policy, estimates, ceiling);
  auto mutated = ApplyStrictly(pod, JsonPatch(decision.changes));
  if (!mutated) throw std::runtime_error(mutated.error());
  return *std::move(mutated);
}

std::vector<std::string> Ids(const Decision& decision) {
  std::vector<std::string> ids;
  for (const Finding& finding : decision.findings) {
    ids.push_back(std::string(finding.rule) + ' ' + std::string(Name(finding.level)));
  }
  return ids;
}

}  // namespace tenure::test
