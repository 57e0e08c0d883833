#include "certs/rotation/cluster.h"

#include <utility>

#include "certs/rotation/base64.h"
#include "certs/rotation/secret.h"

namespace tenure {
namespace {

using Json = nlohmann::json;

constexpr int kNotFound = 404;
constexpr int kConflict = 409;
constexpr int kTooManyRequests = 429;
constexpr int kInternalError = 500;

std::string RegistrationPath(const char* kind, const std::string& name) {
  return std::string("/apis/admissionregistration.k8s.io/v1/") + kind + "webhookconfigurations/" +
         name;
}

bool IsOk(const ApiReply& reply) { return reply.status >= 200 && reply.status < 300; }

// The message of a Status.
std::string MessageOf(const Json& body) {
  if (!body.is_object()) return {};
  const auto message = body.find("message");
  return message != body.end() && message->is_string() ? ": " + message->get<std::string>() : "";
}

ApiError ErrorOf(const std::string& what, const ApiReply& reply) {
  return {.text = what + ": the API server answers " + std::to_string(reply.status) +
                  MessageOf(reply.body),
          .is_passing = reply.status == kConflict || reply.status == kTooManyRequests ||
                        reply.status >= kInternalError};
}

tl::expected<ApiReply, ApiError> Checked(const std::string& what, KubernetesApi::Reply reply) {
  if (!reply)
    return tl::unexpected(ApiError{.text = what + ": " + reply.error(), .is_passing = true});
  if (!IsOk(*reply)) return tl::unexpected(ErrorOf(what, *reply));
  return std::move(*reply);
}

// 404 is an answer too.
tl::expected<ApiReply, ApiError> Found(const std::string& what, KubernetesApi::Reply reply) {
  if (reply && reply->status == kNotFound) return std::move(*reply);
  auto checked = Checked(what, std::move(reply));
  if (checked && !checked->body.is_object()) {
    return tl::unexpected(ApiError{.text = what + ": the API server answers with no object"});
  }
  return checked;
}

std::vector<std::string> BundlesOf(const Json& registration) {
  std::vector<std::string> bundles;
  for (const Json& webhook : registration.value("webhooks", Json::array())) {
    const std::string encoded = webhook.value("clientConfig", Json::object()).value("caBundle", "");
    bundles.push_back(FromBase64(encoded).value_or(""));
  }
  return bundles;
}

}  // namespace

std::string Cluster::SecretText() const {
  return "Secret " + places_.name_space + '/' + places_.secret;
}

std::string Cluster::SecretPath() const {
  return "/api/v1/namespaces/" + places_.name_space + "/secrets/" + places_.secret;
}

tl::expected<Snapshot, ApiError> Cluster::Read(bool registrations) {
  Snapshot snapshot;
  auto secret = Found(SecretText(), api_.Get(SecretPath()));
  if (!secret) return tl::unexpected(secret.error());
  snapshot.date = secret->date;
  snapshot.state.secret_exists = IsOk(*secret);
  if (IsOk(*secret)) {
    snapshot.secret = std::move(secret->body);
    snapshot.state.stored = ReadSecret(snapshot.secret);
  }
  if (!registrations) return snapshot;
  for (const auto& [kind, names] :
       {std::pair{"mutating", &places_.mutating}, std::pair{"validating", &places_.validating}}) {
    for (const std::string& name : *names) {
      const auto read = ReadRegistration(kind, name, snapshot);
      if (!read) return tl::unexpected(read.error());
    }
  }
  return snapshot;
}

tl::expected<void, ApiError> Cluster::ReadRegistration(const char* kind, const std::string& name,
                                                       Snapshot& snapshot) {
  const std::string text = std::string(kind) + " webhook configuration " + name;
  const std::string path = RegistrationPath(kind, name);
  auto found = Found(text, api_.Get(path));
  if (!found) return tl::unexpected(found.error());
  Registration registration{.text = text, .exists = IsOk(*found), .bundles = {}};
  if (registration.exists) registration.bundles = BundlesOf(found->body);
  snapshot.state.registrations.push_back(std::move(registration));
  snapshot.registrations.push_back({.path = path, .content = std::move(found->body)});
  return {};
}

Cluster::Written Cluster::CreateSecret() {
  const auto reply = Checked(
      SecretText(), api_.Apply(SecretPath(), EmptySecret(places_.name_space, places_.secret)));
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Cluster::Written Cluster::WriteSecret(const Snapshot& snapshot, const StoredCertificates& stored) {
  Json secret = snapshot.secret;
  tenure::WriteSecret(stored, secret);
  const auto reply = Checked(SecretText(), api_.Put(SecretPath(), secret));
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

Cluster::Written Cluster::Trust(const Snapshot& snapshot, std::size_t registration,
                                const std::string& bundle) {
  ApiObject object = snapshot.registrations.at(registration);
  const std::string encoded = ToBase64(bundle);
  for (Json& webhook : object.content["webhooks"]) {
    webhook["clientConfig"]["caBundle"] = encoded;
  }
  const auto reply = Checked(snapshot.state.registrations.at(registration).text,
                             api_.Put(object.path, object.content));
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

}  // namespace tenure
