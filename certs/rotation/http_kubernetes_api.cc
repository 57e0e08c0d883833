#include "certs/rotation/http_kubernetes_api.h"

#include <cstdlib>
#include <utility>

#include "http/client.h"

namespace tenure {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds kPatience{30};  // an API server gives up after as long
constexpr std::size_t kLargestReply = std::size_t{8} << 20;
constexpr const char* kManager = "tenure-certs";
// A manager of its own for creating: applying nothing again takes away what was
// applied before by the same one, and the certificates are not among it.
constexpr const char* kApplyQuery = "?fieldManager=tenure-certs-create&force=true";

struct Written {
  std::string body;
  const char* content_type;
};

class HttpKubernetesApi final : public KubernetesApi {
 public:
  explicit HttpKubernetesApi(ApiServer server)
      : server_(std::move(server)),
        client_({.ca_file = server_.ca_file,
                 .protocols = "https",  // the token goes along
                 .uses_proxy = false,   // the API server is in the cluster
                 .patience = kPatience,
                 .largest_reply = kLargestReply}) {}

  Reply Get(const std::string& path) override { return Send("GET", path, std::nullopt); }

  Reply Put(const std::string& path, const Json& object) override {
    return Send("PUT", path + "?fieldManager=" + kManager,
                Written{.body = object.dump(), .content_type = "application/json"});
  }

  Reply Apply(const std::string& path, const Json& object) override {
    return Send("PATCH", path + kApplyQuery,
                Written{.body = object.dump(),  // JSON is YAML
                        .content_type = "application/apply-patch+yaml"});
  }

 private:
  Reply Send(const char* method, const std::string& path, std::optional<Written> written) {
    auto authorization = BearerHeader(server_.token_file);
    if (!authorization) return tl::unexpected(authorization.error());
    HttpCall call{.method = method,
                  .url = server_.url + path,
                  .parameters = {},
                  .headers = {std::move(*authorization), "Accept: application/json"},
                  .body = {}};
    if (written) {
      call.headers.push_back(std::string("Content-Type: ") + written->content_type);
      call.body = std::move(written->body);
    }
    const auto reply = client_.Send(call);
    if (!reply) return tl::unexpected(reply.error());
    return ApiReply{.status = reply->status,
                    .body = Json::parse(reply->body, nullptr, /*allow_exceptions=*/false),
                    .date = reply->date};
  }

  ApiServer server_;
  HttpClient client_;
};

}  // namespace

tl::expected<ApiServer, std::string> InClusterApiServer(
    const std::filesystem::path& service_account) {
  // Before any thread of ours.
  const char* host = std::getenv("KUBERNETES_SERVICE_HOST");  // NOLINT(concurrency-mt-unsafe)
  const char* port = std::getenv("KUBERNETES_SERVICE_PORT");  // NOLINT(concurrency-mt-unsafe)
  if (host == nullptr || port == nullptr) {
    return tl::unexpected(std::string(
        "KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set: this is no pod"));
  }
  const std::string name = host;
  const bool is_v6 = name.find(':') != std::string::npos;
  return ApiServer{.url = "https://" + (is_v6 ? '[' + name + ']' : name) + ':' + port,
                   .ca_file = service_account / "ca.crt",
                   .token_file = service_account / "token"};
}

std::unique_ptr<KubernetesApi> NewHttpKubernetesApi(ApiServer server) {
  return std::make_unique<HttpKubernetesApi>(std::move(server));
}

}  // namespace tenure
