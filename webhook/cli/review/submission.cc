#include "webhook/cli/review/submission.h"

#include <utility>

#include "policies/workload/json_access.h"
#include "policies/workload/workload.h"

namespace tenure {
namespace {

using nlohmann::json;

struct Named {
  std::string kind;
  std::string name_space;
  std::string name;
};

Named NameOf(const json& object) {
  Named named{.kind = TextMember(object, "kind")};
  if (const json* metadata = FindMember(object, "metadata")) {
    named.name_space = TextMember(*metadata, "namespace");
    named.name = TextMember(*metadata, "name");
    const std::string prefix = TextMember(*metadata, "generateName");
    if (named.name.empty() && !prefix.empty()) named.name = prefix + '*';
  }
  return named;
}

json ReviewOf(json pod, const std::string& name_space) {
  return {{"apiVersion", "admission.k8s.io/v1"},
          {"kind", "AdmissionReview"},
          {"request",
           {{"uid", "review"},
            {"kind", {{"group", ""}, {"version", "v1"}, {"kind", "Pod"}}},
            {"resource", {{"group", ""}, {"version", "v1"}, {"resource", "pods"}}},
            {"namespace", name_space},
            {"operation", "CREATE"},
            {"object", std::move(pod)}}}};
}

// A pod that was read from a cluster is reviewed as it came to be: what the
// API server and the scheduler have added since would have it left alone.
void Unbind(json& pod, std::vector<std::string>& caveats) {
  const json* uid = FindAt(pod, "/metadata/uid");
  const json* node = FindAt(pod, "/spec/nodeName");
  if (uid == nullptr || node == nullptr) return;
  pod["spec"].erase("nodeName");
  caveats.emplace_back("it is bound to a node already; reviewed as if it were created anew");
}

void SetNamespace(json& pod, const std::string& name_space) {
  json& metadata = pod["metadata"];
  if (metadata.is_null() || metadata.is_object()) metadata["namespace"] = name_space;
}

std::string SourceOf(const Document& document, const std::string& pointer) {
  return document.source + ':' + std::to_string(document.LineOf(pointer));
}

Submission FromPod(WorkloadPod pod, const Named& owner, std::shared_ptr<const Document> document) {
  Unbind(pod.pod, pod.caveats);
  SetNamespace(pod.pod, owner.name_space);
  return {.kind = owner.kind,
          .name_space = owner.name_space,
          .name = pod.part.empty() ? owner.name : owner.name + '/' + pod.part,
          .source = SourceOf(*document, pod.part.empty() ? "" : pod.template_path),
          .review = ReviewOf(std::move(pod.pod), owner.name_space),
          .alike = pod.alike,
          .caveats = std::move(pod.caveats),
          .document = std::move(document),
          .root = std::move(pod.template_path)};
}

void SubmitManifest(const std::shared_ptr<const Document>& document, const json& object,
                    const std::string& name_space, Submissions& result) {
  Named named = NameOf(object);
  if (!MakesPods(object)) {
    ++result.skipped[named.kind.empty() ? "without a kind" : named.kind];
    return;
  }
  if (named.name_space.empty()) named.name_space = name_space;
  auto pods = PodsOf(object);
  if (!pods) {
    result.errors.push_back(SourceOf(*document, "") + ": " + named.kind + ' ' + named.name + ": " +
                            pods.error());
    return;
  }
  if (pods->empty()) ++result.skipped[named.kind + " without pods of its own"];
  for (WorkloadPod& pod : *pods) {
    if (!pod.undecidable.empty()) {
      result.notes.push_back(SourceOf(*document, pod.template_path) + ": " + pod.undecidable);
      continue;
    }
    result.pods.push_back(FromPod(std::move(pod), named, document));
  }
}

void SubmitReview(const std::shared_ptr<const Document>& document, const std::string& name_space,
                  Submissions& result) {
  const json& review = document->value;
  const json* request = FindMember(review, "request");
  const json* kind = FindAt(review, "/request/kind");
  const std::string kind_name = kind == nullptr ? "" : TextMember(*kind, "kind");
  if (request != nullptr && kind_name != "Pod") {
    // A review of a workload is worth as much as the workload.
    const json* object = FindMember(*request, "object");
    if (object != nullptr && MakesPods(*object)) {
      return SubmitManifest(document, *object, name_space, result);
    }
    ++result.skipped["AdmissionReview of " + (kind_name.empty() ? "no kind" : kind_name)];
    return;
  }
  const json* object = request == nullptr ? nullptr : FindMember(*request, "object");
  Named named = object == nullptr ? Named{} : NameOf(*object);
  if (request != nullptr) {
    if (named.name.empty()) named.name = TextMember(*request, "name");
    const std::string requested = TextMember(*request, "namespace");
    if (!requested.empty()) named.name_space = requested;
  }
  result.pods.push_back({.kind = "Pod",
                         .name_space = named.name_space,
                         .name = named.name,
                         .source = SourceOf(*document, ""),
                         .review = review,
                         .is_recorded = true,
                         .document = document,
                         .root = "/request/object"});
}

}  // namespace

std::string Submission::Where(std::string_view pod_pointer) const {
  return SourceOf(*document, root + std::string(pod_pointer));
}

void Submit(Document document, const std::string& name_space, Submissions& result) {
  const auto shared = std::make_shared<const Document>(std::move(document));
  if (TextMember(shared->value, "kind") == "AdmissionReview") {
    SubmitReview(shared, name_space, result);
  } else {
    SubmitManifest(shared, shared->value, name_space, result);
  }
}

}  // namespace tenure
