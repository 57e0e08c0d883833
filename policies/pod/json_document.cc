#include "policies/pod/json_document.h"

#include <algorithm>

namespace tenure {

tl::expected<simdjson::dom::element, std::string> JsonDocument::Parse(std::string_view bytes,
                                                                      std::size_t readable_beyond) {
  Release();
  parsed_ = bytes.size();
  // allocate() is the only way to set the depth; it does nothing when the
  // parser is large enough already.
  const std::size_t capacity = std::max(bytes.size(), parser_.capacity());
  if (capacity > parser_.capacity() || parser_.max_depth() != kMaxDepth) {
    if (parser_.allocate(capacity, kMaxDepth) != simdjson::SUCCESS) {
      return tl::unexpected(std::string("is too large for this machine's memory"));
    }
  }
  simdjson::dom::element root;
  constexpr bool kCopyToPad = false;
  const char* padded = readable_beyond < kPadding ? Padded(bytes) : bytes.data();
  const simdjson::error_code error = parser_.parse(padded, bytes.size(), kCopyToPad).get(root);
  if (error == simdjson::DEPTH_ERROR) {
    return tl::unexpected("is nested more than " + std::to_string(kMaxDepth) + " levels deep");
  }
  if (error != simdjson::SUCCESS) {
    return tl::unexpected(std::string("is not JSON: ") + simdjson::error_message(error));
  }
  return root;
}

const char* JsonDocument::Padded(std::string_view bytes) {
  const std::size_t size = bytes.size() + kPadding;
  if (padded_.size() < size) padded_.resize(size);
  bytes.copy(padded_.data(), bytes.size());
  return padded_.data();
}

void JsonDocument::Release() {
  if (parsed_ > kKeptBytes) {
    parser_ = simdjson::dom::parser();
    padded_ = {};
  }
  parsed_ = 0;
}

}  // namespace tenure
