#include "policies/language/yaml/yaml_bytes.h"

#include <simdjson.h>

#include <algorithm>

namespace tenure {
namespace {

Position PositionOf(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  return {lines + 1, offset - line_start + 1};
}

// C0 but for tab and line ends, DEL, and C1 but for NEL, which UTF-8 writes as C2 80 to C2 9F.
bool IsControl(std::string_view text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte == 0xC2 && i + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[i + 1]);
    return next < 0xA0 && next != 0x85;
  }
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
}

std::size_t CharacterLength(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  if (byte >= 0xF0) return 4;
  if (byte >= 0xE0) return 3;
  return byte >= 0xC0 ? 2 : 1;
}

// The offset of the first character that is not UTF-8.
std::size_t FirstInvalid(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t length = std::min(CharacterLength(text[i]), text.size() - i);
    if (!simdjson::validate_utf8(text.data() + i, length)) return i;
    i += length;
  }
  return i;
}

}  // namespace

std::optional<YamlError> CheckYamlBytes(std::string_view text) {
  if (text.size() > kMaxPolicyBytes) {
    return YamlError{{}, "", "the file is too large: a policy has at most 1 MiB"};
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return YamlError{PositionOf(text, FirstInvalid(text)), "", "this is not UTF-8"};
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (IsControl(text, i)) {
      return YamlError{PositionOf(text, i), "", "a control character; remove it"};
    }
  }
  return std::nullopt;
}

}  // namespace tenure
