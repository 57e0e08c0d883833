#pragma once

#include <optional>
#include <string_view>

namespace tenure {

// What of a request's head decides whether it is HTTP as an API server sends
// it. Absent headers are empty.
struct RequestHead {
  std::string_view method;
  std::string_view target;
  std::string_view content_type;
  std::string_view content_encoding;
  std::string_view content_length;
  std::size_t content_lengths = 0;  // how many such headers
  bool has_transfer_encoding = false;
  bool has_range = false;
};

struct FramingError {
  int status = 400;
  std::string_view sentence;
};

// Why the request is refused before its body is read.
[[nodiscard]] std::optional<FramingError> CheckFraming(const RequestHead& head);

}  // namespace tenure
