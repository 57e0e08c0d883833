#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "certs/rotation/kubernetes_api.h"

namespace tenure {

// How to reach an API server.
struct ApiServer {
  std::string url;                   // https://10.96.0.1:443
  std::filesystem::path ca_file;     // that signed its certificate
  std::filesystem::path token_file;  // read for each request: the kubelet renews it
};

// Where a pod finds its API server: KUBERNETES_SERVICE_HOST and _PORT, and the
// folder that its service account is mounted at. The error says what is missing.
[[nodiscard]] tl::expected<ApiServer, std::string> InClusterApiServer(
    const std::filesystem::path& service_account);

// Over HTTPS. Its writes are known as those of "tenure-certs".
[[nodiscard]] std::unique_ptr<KubernetesApi> NewHttpKubernetesApi(ApiServer server);

}  // namespace tenure
