#include "webhook/cli/review/json_builder.h"

#include <string_view>

namespace tenure {

using nlohmann::json;

bool JsonBuilder::key(string_t& value) {
  open_.back().key = std::move(value);
  return true;
}

// nlohmann's text begins with its own number and place, which is that of this
// value and not of the file: "[json.exception.parse_error.101] parse error at
// line 1, column 8: syntax error while ...".
bool JsonBuilder::parse_error(std::size_t position, const std::string& /*last_token*/,
                              const json::exception& error) {
  std::string_view what = error.what();
  const std::size_t said = what.find("syntax error");
  if (said != std::string_view::npos) {
    what.remove_prefix(said);
  } else if (const std::size_t end = what.find("] "); end != std::string_view::npos) {
    what.remove_prefix(end + 2);
  }
  error_ = "is not JSON: " + std::string(what);
  error_offset_ = position == 0 ? 0 : position - 1;
  return false;
}

bool JsonBuilder::Add(json value) {
  if (open_.empty()) {
    root_ = std::move(value);
  } else if (open_.back().value.is_array()) {
    open_.back().value.push_back(std::move(value));
  } else {
    open_.back().value[open_.back().key] = std::move(value);
  }
  return true;
}

bool JsonBuilder::Open(json empty) {
  if (open_.size() == kMaxManifestDepth) {
    error_ = "is nested more than " + std::to_string(kMaxManifestDepth) + " levels deep";
    return false;
  }
  open_.push_back({std::move(empty), {}});
  return true;
}

bool JsonBuilder::Close() {
  json closed = std::move(open_.back().value);
  open_.pop_back();
  return Add(std::move(closed));
}

}  // namespace tenure
