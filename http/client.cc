#include "http/client.h"

#include <strings.h>

#include <fstream>
#include <string_view>

#include "http/libcurl.h"

namespace tenure {
namespace {

constexpr std::chrono::seconds kConnect{10};

struct Receiver {
  const Libcurl& curl;
  const std::size_t largest_reply;
  HttpReply reply;
};

// Less than was given: curl gives up.
std::size_t ReceiveBody(char* data, std::size_t size, std::size_t count, void* into) {
  auto& receiver = *static_cast<Receiver*>(into);
  std::string& body = receiver.reply.body;
  if (body.size() + size * count > receiver.largest_reply) return 0;
  body.append(data, size * count);
  return size * count;
}

std::size_t ReceiveHeader(char* data, std::size_t size, std::size_t count, void* into) {
  auto& receiver = *static_cast<Receiver*>(into);
  const std::string line(data, size * count);
  constexpr std::string_view kDate = "date:";
  if (::strncasecmp(line.c_str(), kDate.data(), kDate.size()) == 0) {
    const std::time_t date = receiver.curl.getdate(line.c_str() + kDate.size(), nullptr);
    if (date >= 0) receiver.reply.date = std::chrono::system_clock::from_time_t(date);
  }
  return size * count;
}

std::string ServerOf(std::string_view url) {
  const std::size_t authority = url.find("://");
  if (authority == std::string_view::npos) return std::string(url);
  return std::string(url.substr(0, url.find('/', authority + 3)));
}

}  // namespace

class HttpClient::Session {
 public:
  explicit Session(const Libcurl& curl) : curl_(curl), handle_(curl_.easy_init()) {}
  ~Session() {
    curl_.slist_free_all(headers_);
    curl_.easy_cleanup(handle_);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] bool IsReady() const { return handle_ != nullptr; }

  tl::expected<HttpReply, std::string> Send(const HttpCall& call,
                                            const HttpClientOptions& options) {
    curl_.easy_reset(handle_);  // which keeps the connection
    Describe(call);
    Limit(options);
    Receiver receiver{.curl = curl_, .largest_reply = options.largest_reply, .reply = {}};
    Receive(receiver);
    const CURLcode result = curl_.easy_perform(handle_);
    if (result == CURLE_WRITE_ERROR) {
      return tl::unexpected("answers with more than " +
                            std::to_string(options.largest_reply >> 20) + " MiB");
    }
    if (result != CURLE_OK) return tl::unexpected(std::string(curl_.easy_strerror(result)));
    long status = 0;
    curl_.easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &status);
    receiver.reply.status = static_cast<int>(status);
    return std::move(receiver.reply);
  }

 private:
  template <typename Value>
  void Set(CURLoption option, Value value) {
    curl_.easy_setopt(handle_, option, value);
  }

  void Describe(const HttpCall& call) {
    Set(CURLOPT_URL, UrlOf(call).c_str());
    Set(CURLOPT_CUSTOMREQUEST, call.method);
    curl_.slist_free_all(std::exchange(headers_, nullptr));
    AddHeader("Expect:");  // none: a server need not agree before it gets the body
    for (const std::string& header : call.headers) AddHeader(header);
    Set(CURLOPT_HTTPHEADER, headers_);
    if (call.body) {
      Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body->size()));
      Set(CURLOPT_POSTFIELDS, call.body->c_str());
    }
  }

  void Limit(const HttpClientOptions& options) {
    Set(CURLOPT_PROTOCOLS_STR, options.protocols);
    Set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(kConnect.count()));
    Set(CURLOPT_TIMEOUT, static_cast<long>(options.patience.count()));
    Set(CURLOPT_NOSIGNAL, 1L);
    if (!options.ca_file.empty()) Set(CURLOPT_CAINFO, options.ca_file.c_str());
    if (!options.uses_proxy) Set(CURLOPT_NOPROXY, "*");
  }

  void Receive(Receiver& receiver) {
    Set(CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl can unpack
    Set(CURLOPT_WRITEFUNCTION, &ReceiveBody);
    Set(CURLOPT_WRITEDATA, &receiver);
    Set(CURLOPT_HEADERFUNCTION, &ReceiveHeader);
    Set(CURLOPT_HEADERDATA, &receiver);
  }

  std::string UrlOf(const HttpCall& call) {
    std::string url = call.url;
    char separator = '?';
    for (const auto& [name, value] : call.parameters) {
      char* encoded = curl_.easy_escape(handle_, value.data(), static_cast<int>(value.size()));
      url += separator + name + "=" + (encoded == nullptr ? "" : encoded);
      curl_.free(encoded);
      separator = '&';
    }
    return url;
  }

  void AddHeader(const std::string& line) { headers_ = curl_.slist_append(headers_, line.c_str()); }

  const Libcurl curl_;
  CURL* handle_;
  curl_slist* headers_ = nullptr;
};

HttpClient::HttpClient(HttpClientOptions options) : options_(std::move(options)) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;

tl::expected<void, std::string> HttpClient::Check() {
  const auto curl = LoadLibcurl();
  if (!curl) return tl::unexpected(curl.error());
  return {};
}

tl::expected<HttpReply, std::string> HttpClient::Send(const HttpCall& call) {
  if (!session_) {
    const auto curl = LoadLibcurl();
    if (!curl) return tl::unexpected(curl.error());
    session_ = std::make_unique<Session>(*curl);
  }
  if (!session_->IsReady()) return tl::unexpected(std::string("libcurl has no memory left"));
  auto reply = session_->Send(call, options_);
  if (!reply) return tl::unexpected(ServerOf(call.url) + ": " + reply.error());
  return reply;
}

tl::expected<std::string, std::string> BearerHeader(const std::string& token_file) {
  std::ifstream in(token_file);
  std::string token;
  if (!std::getline(in, token)) return tl::unexpected(token_file + ": cannot read the token");
  return "Authorization: Bearer " + token;
}

}  // namespace tenure
