#include "webhook/listener/response_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace tenure {
namespace {

struct Reason {
  int status;
  std::string_view phrase;
};

// The statuses of RFC 9110 that are ever sent.
constexpr std::array kReasons = {
    Reason{200, "OK"},
    Reason{400, "Bad Request"},
    Reason{404, "Not Found"},
    Reason{405, "Method Not Allowed"},
    Reason{411, "Length Required"},
    Reason{413, "Content Too Large"},
    Reason{414, "URI Too Long"},
    Reason{415, "Unsupported Media Type"},
    Reason{417, "Expectation Failed"},
    Reason{431, "Request Header Fields Too Large"},
    Reason{500, "Internal Server Error"},
    Reason{503, "Service Unavailable"},
    Reason{505, "HTTP Version Not Supported"},
};

// May be empty (RFC 9112, section 4).
std::string_view PhraseOf(int status) {
  const auto found = std::ranges::find(kReasons, status, &Reason::status);
  return found == kReasons.end() ? std::string_view() : found->phrase;
}

}  // namespace

void PrependHead(HttpResponse& response, const ResponseEnd& end) {
  fmt::memory_buffer head;
  const auto to = std::back_inserter(head);
  fmt::format_to(to, "HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
                 response.status, PhraseOf(response.status), response.content_type,
                 response.body.size());
  if (!response.allow.empty()) fmt::format_to(to, "Allow: {}\r\n", response.allow);
  if (end.retry_later) fmt::format_to(to, "Retry-After: 1\r\n");
  if (end.closes) fmt::format_to(to, "Connection: close\r\n");
  fmt::format_to(to, "\r\n");
  if (!end.has_body) response.body.clear();
  response.body.insert(0, head.data(), head.size());
}

}  // namespace tenure
