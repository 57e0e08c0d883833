#pragma once

#include <cstddef>
#include <string_view>
#include <variant>

#include "webhook/listener/framing.h"

namespace tenure {

// The head of one request: the request line and the headers. Views into the
// bytes that it was parsed from.
struct ParsedHead {
  RequestHead fields;
  std::string_view traceparent;
  std::size_t head_bytes = 0;  // with the empty line at its end
  std::size_t body_bytes = 0;
  bool keep_alive = true;
  bool expects_continue = false;

  [[nodiscard]] std::size_t TotalBytes() const { return head_bytes + body_bytes; }
};

struct IncompleteHead {};

using HeadResult = std::variant<IncompleteHead, ParsedHead, FramingError>;

// The head that `bytes` begin with: HTTP/1.1 (RFC 9112) as an API server sends
// it, and nothing else. It keeps no state, so the result for the first bytes of a
// stream does not depend on how they came; once it is not IncompleteHead, more
// bytes do not change it.
[[nodiscard]] HeadResult ParseHead(std::string_view bytes);

}  // namespace tenure
