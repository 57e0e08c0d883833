#include "policies/language/types/type.h"

#include "policies/language/yaml/plain_scalar.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

std::string_view KindOf(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kList:
      return "a list";
    case YamlNode::Kind::kMapping:
      return "a mapping";
    default:
      return "";
  }
}

void FailKind(Reading& reading, const YamlNode& node, std::string_view words,
              const std::string& hint = "") {
  const std::string found = node.IsScalar() ? Quoted(node.text) : std::string(KindOf(node));
  reading.Fail(node, "must be " + std::string(words) + ", not " + found + hint);
}

}  // namespace

bool HasValue(Reading& reading, const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kInvalid) return false;
  if (node.kind != YamlNode::Kind::kNull) return true;
  const bool is_element = node.parent != nullptr && node.parent->kind == YamlNode::Kind::kList;
  reading.Fail(node, std::string("has no value; write one, or remove ") +
                         (is_element ? "the element" : "the key"));
  return false;
}

bool Expect(Reading& reading, const YamlNode& node, YamlNode::Kind kind, std::string_view words) {
  if (node.kind == kind) return true;
  FailKind(reading, node, words);
  return false;
}

bool ExpectList(Reading& reading, const YamlNode& node) {
  if (node.kind == YamlNode::Kind::kList) return true;
  const bool is_element = node.IsScalar() && !node.text.empty();
  FailKind(reading, node, "a list",
           is_element ? "; did you mean [" + Clipped(node.text) + "]?" : "");
  return false;
}

bool ExpectScalar(Reading& reading, const YamlNode& node, std::string_view words) {
  if (node.IsScalar()) return true;
  FailKind(reading, node, words);
  return false;
}

std::optional<std::string> ReadString(Reading& reading, const YamlNode& node,
                                      std::string_view words) {
  if (!ExpectScalar(reading, node, words)) return std::nullopt;
  if (node.kind == YamlNode::Kind::kPlain) {
    if (const auto other = OtherThanString(node.text)) {
      reading.Fail(node, Clipped(node.text) + " is " + std::string(*other) + "; write " +
                             Quoted(node.text) + " with its quotes");
      return std::nullopt;
    }
  }
  return node.text;
}

}  // namespace tenure
