#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace tenure {

struct HttpCall {
  const char* method = "GET";
  std::string url;  // http:// or https://
  // What follows "?" in the URL, not yet encoded.
  std::vector<std::pair<std::string, std::string>> parameters;
  std::vector<std::string> headers;  // lines, as in "Accept: application/json"
  std::optional<std::string> body;
};

struct HttpReply {
  int status = 0;
  std::string body;
  std::optional<std::chrono::system_clock::time_point> date;  // by the server's clock
};

struct HttpClientOptions {
  std::string ca_file;  // empty: the system's
  // As in curl's CURLOPT_PROTOCOLS_STR: a call of another kind is an error.
  const char* protocols = "http,https";
  // By the environment's http_proxy and the like, as curl does it.
  bool uses_proxy = true;
  std::chrono::seconds patience;  // for one call
  std::size_t largest_reply;      // bytes of the body
};

// Calls HTTP servers, one after the other, over a connection that it keeps. Certificates are
// checked, redirections are not followed. Not for the way of a request: a call waits for its
// answer.
class HttpClient {
 public:
  explicit HttpClient(HttpClientOptions options);
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;

  // Whether any call can be made. The error says what is missing on this machine; asking again does
  // not help.
  [[nodiscard]] static tl::expected<void, std::string> Check();

  // The error is that there was no answer, or too large a one: it begins with the URL up to its
  // path.
  [[nodiscard]] tl::expected<HttpReply, std::string> Send(const HttpCall& call);

 private:
  class Session;
  HttpClientOptions options_;
  std::unique_ptr<Session> session_;  // from the first call on
};

// The file's first line as a header of a call; the error says that it cannot be read. To be asked
// for each call: tokens rotate.
[[nodiscard]] tl::expected<std::string, std::string> BearerHeader(const std::string& token_file);

}  // namespace tenure
