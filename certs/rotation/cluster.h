#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "certs/rotation/kubernetes_api.h"
#include "certs/rotation/state.h"

namespace tenure {

// Where the objects of a rotation are.
struct RotationPlaces {
  std::string name_space;
  std::string secret;
  std::vector<std::string> mutating;    // names of MutatingWebhookConfigurations
  std::vector<std::string> validating;  // and of ValidatingWebhookConfigurations
};

struct ApiError {
  std::string text;
  // Somebody else was faster, or the API server has a bad moment: read again
  // what there is, and plan again.
  bool is_passing = false;
};

// An object of the API, with what Tenure does not know of it.
struct ApiObject {
  std::string path;
  nlohmann::json content;
};

// The objects as they were read at one moment.
struct Snapshot {
  RotationState state;
  nlohmann::json secret;
  std::vector<ApiObject> registrations;  // parallel to state.registrations
  std::optional<Time> date;              // by the API server's clock
};

// Reads and writes the objects of a rotation. Every write names the version
// that it rests on, and is refused when the object is no longer that.
class Cluster {
 public:
  using Written = tl::expected<void, ApiError>;

  Cluster(KubernetesApi& api, RotationPlaces places) : api_(api), places_(std::move(places)) {}

  // Without `registrations`, those are not looked at.
  [[nodiscard]] tl::expected<Snapshot, ApiError> Read(bool registrations);
  [[nodiscard]] Written CreateSecret();
  [[nodiscard]] Written WriteSecret(const Snapshot& snapshot, const StoredCertificates& stored);
  // Writes the bundle into every webhook of a registration.
  [[nodiscard]] Written Trust(const Snapshot& snapshot, std::size_t registration,
                              const std::string& bundle);

  [[nodiscard]] std::string SecretText() const;

 private:
  [[nodiscard]] std::string SecretPath() const;
  [[nodiscard]] tl::expected<void, ApiError> ReadRegistration(const char* kind,
                                                              const std::string& name,
                                                              Snapshot& snapshot);

  KubernetesApi& api_;
  RotationPlaces places_;
};

}  // namespace tenure
