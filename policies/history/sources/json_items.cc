#include "policies/history/sources/json_items.h"

#include <utility>
#include <vector>

namespace tenure {
namespace {

constexpr bool IsWhitespace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::string JsonItems::At() const { return name_ + ":" + std::to_string(line_) + ": "; }

tl::expected<void, std::string> JsonItems::Read(ByteSource& source) {
  constexpr std::size_t kBlock = std::size_t{1} << 18;
  name_ = source.name();
  std::vector<char> block(kBlock);
  bool any = false;
  while (true) {
    const auto read = source.Read(block);
    if (!read) return tl::unexpected(read.error());
    if (*read == 0) break;
    any = true;
    if (auto scanned = Scan({block.data(), *read}); !scanned) return scanned;
  }
  if (!any) return tl::unexpected(name_ + ": is empty");
  if (depth_ > 0) return tl::unexpected(At() + "ends in the middle: the file was cut off");
  return {};
}

tl::expected<void, std::string> JsonItems::Scan(std::string_view block) {
  for (const char c : block) {
    if (c == '\n') ++line_;
    if (depth_ == 0) {
      if (auto between = Between(c); !between) return between;
      continue;
    }
    if (keeping_) object_ += c;
    if (in_text_) {
      InText(c);
    } else {
      InObject(c);
    }
    if (object_.size() > kLargestObject) {
      return tl::unexpected(At() + "an object has more than 8 MiB");
    }
  }
  return {};
}

tl::expected<void, std::string> JsonItems::Between(char c) {
  if (IsWhitespace(c)) return {};
  if (c != '{') {
    return tl::unexpected(At() + "is not JSON objects, as of kubectl get … -o json");
  }
  object_ = c;
  object_line_ = line_;
  keeping_ = true;
  in_list_ = false;
  depth_ = 1;
  return {};
}

void JsonItems::InText(char c) {
  if (escaped_) {
    escaped_ = false;
  } else if (c == '\\') {
    escaped_ = true;
  } else if (c == '"') {
    in_text_ = false;
  }
  constexpr std::size_t kLongestKey = 64;
  if (depth_ == 1 && in_text_ && key_.size() < kLongestKey) key_ += c;
}

void JsonItems::InObject(char c) {
  switch (c) {
    case '"':
      in_text_ = true;
      if (depth_ == 1) key_.clear();
      after_key_ = false;
      break;
    case ':':
      after_key_ = depth_ == 1;
      break;
    case '{':
    case '[':
      Open(c);
      break;
    case '}':
    case ']':
      Close();
      break;
    default:
      break;
  }
}

bool JsonItems::AtItemsKey() const { return depth_ == 1 && after_key_ && key_ == "items"; }

void JsonItems::Open(char c) {
  if (c == '[' && AtItemsKey()) {
    in_list_ = true;
    keeping_ = false;
    object_.clear();
  } else if (c == '{' && in_list_ && depth_ == 2) {
    keeping_ = true;
    object_ = c;
    object_line_ = line_;
  }
  ++depth_;
}

void JsonItems::Close() {
  --depth_;
  const bool ends_item = in_list_ && depth_ == 2;
  const bool ends_document = !in_list_ && depth_ == 0;
  if (keeping_ && (ends_item || ends_document)) {
    take_(object_, object_line_);
    object_.clear();
    keeping_ = false;
  }
  if (in_list_ && depth_ == 1) in_list_ = false;  // the list is over, the document is not
}

}  // namespace tenure
