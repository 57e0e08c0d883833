#include "policies/history/sources/http_get.h"

#include <curl/curl.h>

#include <fstream>
#include <memory>

namespace tenure {
namespace {

struct CloseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::size_t Append(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const std::size_t bytes = size * count;
  if (body.size() + bytes > kLargestResponse) return 0;  // curl gives up
  body.append(data, bytes);
  return bytes;
}

std::string Escaped(CURL* handle, const std::string& text) {
  char* escaped = curl_easy_escape(handle, text.data(), static_cast<int>(text.size()));
  std::string copy(escaped == nullptr ? "" : escaped);
  curl_free(escaped);
  return copy;
}

tl::expected<std::string, std::string> BearerHeader(const std::string& file) {
  std::ifstream in(file);
  std::string token;
  if (!std::getline(in, token)) return tl::unexpected(file + ": cannot read the token");
  return "Authorization: Bearer " + token;
}

}  // namespace

tl::expected<std::string, std::string> HttpGet(
    const HttpOptions& options, const std::string& path,
    const std::vector<std::pair<std::string, std::string>>& parameters) {
  const std::unique_ptr<CURL, CloseHandle> handle(curl_easy_init());
  if (!handle) return tl::unexpected(std::string("cannot start libcurl"));
  CURL* curl = handle.get();
  std::string url = options.url + path;
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    url += separator + name + "=" + Escaped(curl, value);
    separator = '&';
  }
  std::unique_ptr<curl_slist, CloseHandle> headers;
  if (!options.bearer_token_file.empty()) {
    const auto header = BearerHeader(options.bearer_token_file);
    if (!header) return header;
    headers.reset(curl_slist_append(nullptr, header->c_str()));
  }
  std::string body;
  constexpr long kConnectSeconds = 10;
  constexpr long kTotalSeconds = 600;  // the server's own limit is two minutes by default
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, kTotalSeconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  const CURLcode result = curl_easy_perform(curl);
  if (result == CURLE_WRITE_ERROR) {
    return tl::unexpected(options.url + ": answers with more than 256 MiB; ask for less at a time");
  }
  if (result != CURLE_OK) return tl::unexpected(options.url + ": " + curl_easy_strerror(result));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  constexpr long kOk = 200;
  constexpr std::size_t kShown = 200;
  if (status != kOk) {
    return tl::unexpected(options.url + ": answers " + std::to_string(status) + ": " +
                          body.substr(0, kShown));
  }
  return body;
}

}  // namespace tenure
