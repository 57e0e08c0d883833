#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "certs/clock.h"

namespace tenure {

struct ApiReply {
  int status = 0;
  nlohmann::json body;       // an object, or a Status of meta/v1 that explains `status`
  std::optional<Time> date;  // by the API server's clock
};

// The three verbs of a Kubernetes API server that rotation needs. Paths are as
// in "/api/v1/namespaces/NS/secrets/NAME". The error is that there was no
// answer: whether a write took place is not known.
class KubernetesApi {
 public:
  using Reply = tl::expected<ApiReply, std::string>;

  virtual ~KubernetesApi() = default;
  [[nodiscard]] virtual Reply Get(const std::string& path) = 0;
  // Replaces an object: 409 where its resourceVersion is no longer that of `object`.
  [[nodiscard]] virtual Reply Put(const std::string& path, const nlohmann::json& object) = 0;
  // Server-side apply: creates the object where it is not there. Unlike with
  // POST, its name is known when the right to create it is checked, so that a
  // Role can name it (apiserver, pkg/endpoints/handlers/patch.go).
  [[nodiscard]] virtual Reply Apply(const std::string& path, const nlohmann::json& object) = 0;
};

}  // namespace tenure
