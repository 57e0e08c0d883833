#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "policies/engine/request.h"
#include "policies/pod/job.h"
#include "policies/pod/json_document.h"
#include "policies/pod/json_reader.h"

namespace tenure {

struct GroupVersionKind {
  std::string_view group;
  std::string_view version;
  std::string_view kind;
  bool operator==(const GroupVersionKind&) const = default;
};

// The request of one AdmissionReview (admission.k8s.io/v1; api/admission/v1/types.go).
// Its views point into the document that it was decoded from.
struct Review {
  std::string_view uid;   // never empty; every answer repeats it
  GroupVersionKind kind;  // of the object as it was sent
  std::string_view resource;
  std::string_view name;  // empty for a generateName, and for each pod of a DELETECOLLECTION

  // The caller sets `phase` and `privileged_namespace`. The pod is the object,
  // or the template of a Job.
  Request request;
  bool has_pod = false;    // of any other kind only the envelope is read
  std::optional<Job> job;  // whose template `request.pod` is
  StringMap config_data;   // of a ConfigMap; empty where it is deleted

  // As they were sent, for those who look into any kind.
  std::optional<JsonReader::Value> object;
  std::optional<JsonReader::Value> old_object;

  // Why the object could not be read, though the review itself is well-formed.
  std::optional<JsonError> unreadable;
};

// Reads a review. The error says why the bytes are no review, as a sentence
// without a full stop. `document` is the caller's, to be used again; the review
// is valid until then. `readable_beyond`: see JsonDocument::Parse.
[[nodiscard]] tl::expected<Review, std::string> DecodeReview(JsonDocument& document,
                                                             std::string_view bytes,
                                                             std::size_t readable_beyond = 0);

}  // namespace tenure
