#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "certs/rotation/base64.h"

namespace tenure::test {

// Where the objects of an installation are, as the manifests name them.
inline constexpr const char* kSecretPath = "/api/v1/namespaces/tenure-system/secrets/tenure-tls";
inline constexpr const char* kMutatingPath =
    "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/00-tenure";
inline constexpr const char* kValidatingPath =
    "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/00-tenure";

// A webhook configuration of two webhooks that trust nothing yet, with a field
// that Tenure does not know.
inline nlohmann::json WebhookConfiguration() {
  const auto webhook = [](const char* name) {
    return nlohmann::json{
        {"name", name},
        {"clientConfig", {{"service", {{"namespace", "tenure-system"}, {"name", "tenure"}}}}},
        {"futureField", 7}};
  };
  return {{"metadata", {{"name", "00-tenure"}}},
          {"webhooks", {webhook("a.tenure.dev"), webhook("b.tenure.dev")}}};
}

// Decoded; empty: it is not there.
inline std::string SecretData(const nlohmann::json& secret, const char* key) {
  if (!secret.contains("data") || !secret["data"].contains(key)) return {};
  return FromBase64(secret["data"][key].get<std::string>()).value_or("(no base64)");
}

inline std::string BundleOfWebhook(const nlohmann::json& configuration, std::size_t webhook) {
  const auto& client = configuration.at("webhooks").at(webhook).at("clientConfig");
  return FromBase64(client.value("caBundle", "")).value_or("(no base64)");
}

}  // namespace tenure::test
