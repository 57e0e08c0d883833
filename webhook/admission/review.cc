#include "webhook/admission/review.h"

#include <array>

#include "policies/pod/job_decoder.h"
#include "policies/pod/pod_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

constexpr std::string_view kApiVersion = "admission.k8s.io/v1";
constexpr std::string_view kKind = "AdmissionReview";
constexpr GroupVersionKind kPodKind{"", "v1", "Pod"};
constexpr GroupVersionKind kJobKind{"batch", "v1", "Job"};
constexpr GroupVersionKind kConfigMapKind{"", "v1", "ConfigMap"};

constexpr JsonPath kDocument{};
constexpr JsonPath kRequestPath{&kDocument, "request"};
constexpr JsonPath kObjectPath{&kRequestPath, "object"};
constexpr JsonPath kOldObjectPath{&kRequestPath, "oldObject"};

// The members of the envelope, before it is known what they have to be.
struct Envelope {
  std::string_view api_version;
  std::string_view kind;
  std::optional<Value> request;
};

// Of the request, what is read only once its kind is known.
struct Objects {
  std::optional<Value> object;
  std::optional<Value> old_object;
};

Envelope ReadEnvelope(JsonReader& reader, Value root) {
  Envelope envelope;
  reader.Object(root, kDocument, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "apiVersion") {
      envelope.api_version = reader.String(value, path);
    } else if (key == "kind") {
      envelope.kind = reader.String(value, path);
    } else if (key == "request") {
      envelope.request = value;
    }
  });
  return envelope;
}

GroupVersionKind ReadKind(JsonReader& reader, Value object, const JsonPath& at) {
  GroupVersionKind kind;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "group") {
      kind.group = reader.String(value, path);
    } else if (key == "version") {
      kind.version = reader.String(value, path);
    } else if (key == "kind") {
      kind.kind = reader.String(value, path);
    }
  });
  return kind;
}

std::string_view ReadResource(JsonReader& reader, Value object, const JsonPath& at) {
  std::string_view resource;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "resource") resource = reader.String(value, path);
  });
  return resource;
}

User ReadUser(JsonReader& reader, Value object, const JsonPath& at) {
  User user;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "username") {
      user.name = reader.String(value, path);
    } else if (key == "groups") {
      user.groups = reader.Strings(value, path);
    }
  });
  return user;
}

Operation ReadOperation(JsonReader& reader, Value value, const JsonPath& at) {
  struct Row {
    std::string_view name;
    Operation operation;
  };
  static constexpr std::array<Row, 4> kOperations{{{"CREATE", Operation::kCreate},
                                                   {"UPDATE", Operation::kUpdate},
                                                   {"DELETE", Operation::kDelete},
                                                   {"CONNECT", Operation::kConnect}}};
  const std::string_view name = reader.String(value, at);
  for (const Row& row : kOperations) {
    if (row.name == name) return row.operation;
  }
  reader.Fail(at, "must be CREATE, UPDATE, DELETE or CONNECT");
  return Operation::kConnect;
}

Objects ReadRequest(JsonReader& reader, Value object, Review& review) {
  Objects objects;
  bool has_operation = false;
  Request& request = review.request;
  reader.Object(object, kRequestPath, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "uid") {
      review.uid = reader.String(value, path);
    } else if (key == "kind") {
      review.kind = ReadKind(reader, value, path);
    } else if (key == "resource") {
      review.resource = ReadResource(reader, value, path);
    } else if (key == "subResource") {
      request.sub_resource = reader.String(value, path);
    } else if (key == "name") {
      review.name = reader.String(value, path);
    } else if (key == "namespace") {
      request.name_space = reader.String(value, path);
    } else if (key == "operation") {
      request.operation = ReadOperation(reader, value, path);
      has_operation = true;
    } else if (key == "userInfo") {
      request.user = ReadUser(reader, value, path);
    } else if (key == "dryRun") {
      request.dry_run = reader.Boolean(value, path);
    } else if (key == "object") {
      objects.object = value;
    } else if (key == "oldObject") {
      objects.old_object = value;
    }
  });
  if (review.uid.empty()) reader.Fail(kRequestPath.Key("uid"), "is missing");
  if (!has_operation) reader.Fail(kRequestPath.Key("operation"), "is missing");
  return objects;
}

void ReadPods(const Objects& objects, Review& review) {
  JsonReader reader;
  if (objects.object) {
    review.request.pod = DecodePod(reader, *objects.object, kObjectPath);
    review.has_pod = true;
  }
  if (objects.old_object) {
    review.request.old_pod = DecodePod(reader, *objects.old_object, kOldObjectPath);
  }
  review.unreadable = reader.error();
}

void ReadJob(const Objects& objects, Review& review) {
  if (!objects.object) return;
  JsonReader reader;
  review.job = DecodeJob(reader, *objects.object, kObjectPath);
  review.request.pod = review.job->pod_template;
  review.has_pod = true;
  review.unreadable = reader.error();
}

void ReadConfigMap(const Objects& objects, Review& review) {
  if (!objects.object) return;
  JsonReader reader;
  reader.Object(*objects.object, kObjectPath,
                [&](std::string_view key, Value value, const JsonPath& path) {
                  if (key == "data") review.config_data = reader.Map(value, path);
                });
  review.unreadable = reader.error();
}

// The kinds that decisions are made about; of others nothing is read.
void ReadObjects(const Objects& objects, Review& review) {
  review.object = objects.object;
  review.old_object = objects.old_object;
  if (review.kind == kPodKind) ReadPods(objects, review);
  if (review.kind == kJobKind) ReadJob(objects, review);
  if (review.kind == kConfigMapKind) ReadConfigMap(objects, review);
  Request& request = review.request;
  if (!request.name_space.empty()) return;
  const Metadata& metadata = review.job ? review.job->metadata : request.pod.metadata;
  request.name_space = metadata.name_space;
}

}  // namespace

tl::expected<Review, std::string> DecodeReview(JsonDocument& document, std::string_view bytes,
                                               std::size_t readable_beyond) {
  const auto root = document.Parse(bytes, readable_beyond);
  if (!root) return tl::unexpected("the body " + root.error());
  JsonReader reader;
  const Envelope envelope = ReadEnvelope(reader, *root);
  if (!reader.error()) {
    if (envelope.kind != kKind) reader.Fail(kDocument.Key("kind"), "must be AdmissionReview");
    if (envelope.api_version != kApiVersion) {
      reader.Fail(kDocument.Key("apiVersion"), "must be admission.k8s.io/v1");
    }
    if (!envelope.request) reader.Fail(kRequestPath, "is missing");
  }
  Review review;
  Objects objects;
  if (!reader.error()) objects = ReadRequest(reader, *envelope.request, review);
  if (reader.error()) {
    return tl::unexpected("the body is no AdmissionReview: " + reader.error()->Text());
  }
  ReadObjects(objects, review);
  return review;
}

}  // namespace tenure
