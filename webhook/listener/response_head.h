#pragma once

#include <string_view>

#include "webhook/listener/http.h"

namespace tenure {

// How one response ends.
struct ResponseEnd {
  bool closes = false;       // tells the client so
  bool has_body = true;      // false: in answer to a HEAD
  bool retry_later = false;  // the API server's client then asks again within its time
};

// Puts the status line and the headers in front of the body, so that
// `response.body` is what goes over the wire, in one piece.
void PrependHead(HttpResponse& response, const ResponseEnd& end);

// To a client that waits for it before it sends the body.
inline constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace tenure
