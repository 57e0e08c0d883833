#include "certs/rotation/curl_kubernetes_api.h"

#include <curl/curl.h>

#include <cstdlib>
#include <utility>

#include "certs/files.h"

namespace tenure {
namespace {

using Json = nlohmann::json;

constexpr long kConnectSeconds = 10;
constexpr long kTotalSeconds = 30;  // an API server gives up after as long
constexpr std::size_t kLargestResponse = std::size_t{8} << 20;
constexpr const char* kManager = "tenure-certs";
// A manager of its own for creating: applying nothing again takes away what was
// applied before by the same one, and the certificates are not among it.
constexpr const char* kApplyQuery = "?fieldManager=tenure-certs-create&force=true";

struct CloseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CloseCurl>;
using Headers = std::unique_ptr<curl_slist, CloseCurl>;

struct Received {
  std::string body;
  std::optional<Time> date;
};

struct Request {
  const char* method;
  std::string path;  // with its query
  std::string body;
  const char* content_type;
};

std::size_t ReceiveBody(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = static_cast<Received*>(into)->body;
  if (body.size() + size * count > kLargestResponse) return 0;  // curl gives up
  body.append(data, size * count);
  return size * count;
}

std::size_t ReceiveHeader(char* data, std::size_t size, std::size_t count, void* into) {
  const std::string line(data, size * count);
  constexpr std::string_view kDate = "date:";
  if (curl_strnequal(line.c_str(), kDate.data(), kDate.size()) != 0) {
    const std::time_t date = curl_getdate(line.c_str() + kDate.size(), nullptr);
    if (date >= 0) {
      static_cast<Received*>(into)->date = std::chrono::system_clock::from_time_t(date);
    }
  }
  return size * count;
}

void AddHeader(Headers& headers, const std::string& line) {
  headers.reset(curl_slist_append(headers.release(), line.c_str()));
}

class CurlKubernetesApi final : public KubernetesApi {
 public:
  explicit CurlKubernetesApi(ApiServer server) : server_(std::move(server)) {}

  Reply Get(const std::string& path) override {
    return Send({.method = "GET", .path = path, .body = {}, .content_type = nullptr});
  }

  Reply Put(const std::string& path, const Json& object) override {
    return Send({.method = "PUT",
                 .path = path + "?fieldManager=" + kManager,
                 .body = object.dump(),
                 .content_type = "application/json"});
  }

  Reply Apply(const std::string& path, const Json& object) override {
    return Send({.method = "PATCH",
                 .path = path + kApplyQuery,
                 .body = object.dump(),  // JSON is YAML
                 .content_type = "application/apply-patch+yaml"});
  }

 private:
  tl::expected<Headers, std::string> HeadersOf(const Request& request) const {
    auto token = ReadFile(server_.token_file);
    if (!token) return tl::unexpected(token.error());
    while (token->ends_with('\n')) token->pop_back();
    Headers headers;
    AddHeader(headers, "Authorization: Bearer " + *token);
    AddHeader(headers, "Accept: application/json");
    AddHeader(headers, "Expect:");
    if (request.content_type != nullptr) {
      AddHeader(headers, std::string("Content-Type: ") + request.content_type);
    }
    return headers;
  }

  Reply Send(const Request& request) {
    const auto headers = HeadersOf(request);
    if (!headers) return tl::unexpected(headers.error());
    curl_easy_reset(handle_.get());  // which keeps the connection
    Received received;
    Describe(request, headers->get(), received);
    const CURLcode result = curl_easy_perform(handle_.get());
    if (result != CURLE_OK) return tl::unexpected(server_.url + ": " + curl_easy_strerror(result));
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return ApiReply{.status = static_cast<int>(status),
                    .body = Json::parse(received.body, nullptr, /*allow_exceptions=*/false),
                    .date = received.date};
  }

  void Describe(const Request& request, curl_slist* headers, Received& received) {
    CURL* curl = handle_.get();
    const std::string url = server_.url + request.path;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https");
    curl_easy_setopt(curl, CURLOPT_CAINFO, server_.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, kTotalSeconds);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");  // the API server is in the cluster
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    if (request.content_type != nullptr) {
      curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(request.body.size()));
      curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, request.body.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &ReceiveBody);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &received);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &ReceiveHeader);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, &received);
  }

  ApiServer server_;
  Handle handle_{curl_easy_init()};
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

std::unique_ptr<KubernetesApi> NewCurlKubernetesApi(ApiServer server) {
  return std::make_unique<CurlKubernetesApi>(std::move(server));
}

}  // namespace tenure
