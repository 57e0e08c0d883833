#pragma once

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "webhook/cli/review/document.h"

namespace tenure {

// What the API server would ask about one pod of the input.
struct Submission {
  // The object that the user wrote: a Job, and not the pod that it makes. Of
  // several pods in one object, the name says which: NAME/PART.
  std::string kind;
  std::string name_space;
  std::string name;    // "assembly-*" where the API server makes one up
  std::string source;  // where it begins: "jobs.yaml:12"

  nlohmann::json review;             // an AdmissionReview of a pod, in its first round
  bool is_recorded = false;          // read as it is, and not made from a manifest
  std::int64_t alike = 1;            // how many such pods there will be (policies/workload)
  std::vector<std::string> caveats;  // what could not be taken into account: one phrase each

  std::shared_ptr<const Document> document;
  std::string root;  // JSON pointer of the pod, or of its template, in the document

  // Where a field of the pod is written, or what is around it: "jobs.yaml:12".
  [[nodiscard]] std::string Where(std::string_view pod_pointer) const;
};

struct Submissions {
  std::vector<Submission> pods;
  std::map<std::string, int> skipped;  // what makes no pods, by kind
  std::vector<std::string> notes;      // pods that cannot be judged: where and why
  std::vector<std::string> errors;     // a line each
};

// The pods in a document. Manifests that name no namespace get `name_space`.
void Submit(Document document, const std::string& name_space, Submissions& result);

}  // namespace tenure
