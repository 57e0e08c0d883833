#include "certs/rotation/secret.h"

#include "certs/certificate.h"
#include "certs/pem.h"
#include "certs/rotation/base64.h"

namespace tenure {
namespace {

using Json = nlohmann::json;

constexpr const char* kManaged = "tenure.dev/certificates";
constexpr const char* kSelfManaged = "self-managed";
constexpr const char* kNextTrustedSince = "tenure.dev/next-ca-trusted-since";
constexpr const char* kPreviousSince = "tenure.dev/previous-ca-since";

const Json& Member(const Json& object, const char* key) {
  static const Json none;
  const auto found = object.find(key);
  return found == object.end() ? none : *found;
}

std::string DataOf(const Json& secret, const char* key) {
  const Json& value = Member(Member(secret, "data"), key);
  if (!value.is_string()) return {};
  return FromBase64(value.get_ref<const std::string&>()).value_or("");
}

// A certificate and its key, where both are there and belong together.
std::optional<Issued> ReadPair(const Json& secret, const char* certificate_key,
                               const char* key_key) {
  auto certificates = ReadCertificates(DataOf(secret, certificate_key));
  auto key = ReadPrivateKey(DataOf(secret, key_key));
  if (!certificates || !key) return std::nullopt;
  Issued pair{std::move(certificates->front()), std::move(*key)};
  if (X509_check_private_key(pair.certificate.get(), pair.key.get()) != 1) return std::nullopt;
  return pair;
}

std::optional<Issued> ReadCa(const Json& secret, const char* certificate_key, const char* key_key) {
  auto pair = ReadPair(secret, certificate_key, key_key);
  if (!pair || !IsCa(*pair->certificate)) return std::nullopt;
  return pair;
}

std::string AnnotationOf(const Json& secret, const char* annotation) {
  const Json& value = Member(Member(Member(secret, "metadata"), "annotations"), annotation);
  return value.is_string() ? value.get<std::string>() : "";
}

void WriteData(Json& secret, const char* key, const std::string& bytes) {
  if (bytes.empty()) {
    secret["data"].erase(key);
  } else {
    secret["data"][key] = ToBase64(bytes);
  }
}

void WritePair(Json& secret, const char* certificate_key, const char* key_key,
               const std::optional<Issued>& pair) {
  WriteData(secret, certificate_key, pair ? ToPem(*pair->certificate) : "");
  WriteData(secret, key_key, pair ? ToPem(*pair->key) : "");
}

void WriteTime(Json& secret, const char* annotation, const std::optional<Time>& time) {
  Json& annotations = secret["metadata"]["annotations"];
  if (time) {
    annotations[annotation] = Rfc3339Text(*time);
  } else {
    annotations.erase(annotation);
  }
}

}  // namespace

Json EmptySecret(const std::string& name_space, const std::string& name) {
  return {{"apiVersion", "v1"},
          {"kind", "Secret"},
          {"metadata",
           {{"namespace", name_space},
            {"name", name},
            {"labels", {{"app.kubernetes.io/name", "tenure"}}}}},
          {"type", "Opaque"}};
}

StoredCertificates ReadSecret(const Json& secret) {
  StoredCertificates stored;
  stored.server = ReadPair(secret, "tls.crt", "tls.key");
  stored.ca = ReadCa(secret, "ca.crt", "ca.key");
  stored.next_ca = ReadCa(secret, "next-ca.crt", "next-ca.key");
  if (auto previous = ReadCertificates(DataOf(secret, "previous-ca.crt"))) {
    stored.previous_cas = std::move(*previous);
  }
  stored.next_ca_trusted_since = ParseRfc3339(AnnotationOf(secret, kNextTrustedSince));
  stored.previous_cas_since = ParseRfc3339(AnnotationOf(secret, kPreviousSince));
  stored.is_of_somebody_else =
      !DataOf(secret, "tls.crt").empty() && AnnotationOf(secret, kManaged) != kSelfManaged;
  return stored;
}

void WriteSecret(const StoredCertificates& stored, Json& secret) {
  if (!secret["data"].is_object()) secret["data"] = Json::object();
  WritePair(secret, "tls.crt", "tls.key", stored.server);
  WritePair(secret, "ca.crt", "ca.key", stored.ca);
  WritePair(secret, "next-ca.crt", "next-ca.key", stored.next_ca);
  std::string previous;
  for (const Certificate& authority : stored.previous_cas) previous += ToPem(*authority);
  WriteData(secret, "previous-ca.crt", previous);
  secret["metadata"]["annotations"][kManaged] = kSelfManaged;
  WriteTime(secret, kNextTrustedSince, stored.next_ca_trusted_since);
  WriteTime(secret, kPreviousSince, stored.previous_cas_since);
}

}  // namespace tenure
