#include "policies/history/sources/http_get.h"

#include "http/client.h"

namespace tenure {
namespace {

constexpr std::chrono::minutes kPatience{10};  // the server's own limit is two minutes by default
constexpr int kOk = 200;
constexpr std::size_t kShown = 200;

}  // namespace

tl::expected<std::string, std::string> HttpGet(
    const HttpOptions& options, const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& parameters) {
  HttpCall call{.url = options.url + path, .parameters = parameters, .headers = {}, .body = {}};
  if (!options.bearer_token_file.empty()) {
    auto header = BearerHeader(options.bearer_token_file);
    if (!header) return header;
    call.headers.push_back(std::move(*header));
  }
  HttpClient client(
      {.ca_file = options.ca_file, .patience = kPatience, .largest_reply = kLargestResponse});
  auto reply = client.Send(call);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->status == kOk) return std::move(reply->body);
  return tl::unexpected(options.url + ": answers " + std::to_string(reply->status) + ": " +
                        reply->body.substr(0, kShown));
}

}  // namespace tenure
