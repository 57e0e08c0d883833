#pragma once

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace tenure {

// Parses JSON within bounds, and keeps its buffers for the next document.
// An element, and every view taken from it, is valid until the next Parse.
class JsonDocument {
 public:
  // Deep enough for any Kubernetes object (managedFields go to about 15), and
  // far below what would cost a stack: Go's own decoder stops at 10,000.
  static constexpr std::size_t kMaxDepth = 256;
  // After a larger document the buffers are given back: reviews have 5 to 50 KB,
  // and one of 7 MB must not leave its memory behind.
  static constexpr std::size_t kKeptBytes = 1 << 20;

  // The parser reads, and does not use, so many bytes beyond the end.
  static constexpr std::size_t kPadding = simdjson::SIMDJSON_PADDING;

  // The error is a sentence without a full stop: "is not JSON: ...". Where fewer than kPadding
  // bytes can be read beyond the end, the bytes are copied first.
  [[nodiscard]] tl::expected<simdjson::dom::element, std::string> Parse(
      std::string_view bytes, std::size_t readable_beyond = 0);

  // Gives the buffers back if the last document was large. Called when nothing
  // refers to it any more.
  void Release();

 private:
  const char* Padded(std::string_view bytes);

  simdjson::dom::parser parser_;
  // The parser itself would copy into fresh memory each time.
  std::vector<char> padded_;
  std::size_t parsed_ = 0;
};

}  // namespace tenure
