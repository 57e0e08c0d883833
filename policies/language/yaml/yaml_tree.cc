#include "policies/language/yaml/yaml_tree.h"

#include <map>
#include <utility>

#include "policies/language/yaml/plain_scalar.h"
#include "policies/language/yaml/quoted.h"
#include "policies/language/yaml/yaml_bytes.h"
#include "policies/language/yaml/yaml_events.h"

namespace tenure {
namespace {

// What yaml-cpp calls the tags of values without one.
constexpr std::string_view kPlainTag = "?";
constexpr std::string_view kQuotedTag = "!";
constexpr std::string_view kStringTag = "tag:yaml.org,2002:str";

// !!int, which yaml-cpp writes out.
std::string AsWritten(std::string_view tag) {
  constexpr std::string_view kCore = "tag:yaml.org,2002:";
  return tag.starts_with(kCore) ? "!!" + std::string(tag.substr(kCore.size())) : std::string(tag);
}

// From what was written to what everybody reads the same way.
class StrictTree {
 public:
  YamlTree Build(const RawYaml& raw) {
    tree_.root = std::make_unique<YamlNode>();
    Fill(*tree_.root, raw);
    return std::move(tree_);
  }

 private:
  using Kind = YamlNode::Kind;

  void Fail(const YamlNode& node, Position at, std::string message) {
    tree_.errors.push_back({at, node.Path(), std::move(message)});
  }

  // The node knows its parent and key already, so that its path is right.
  void Fill(YamlNode& node, const RawYaml& raw) {
    node.at = raw.at;
    if (raw.has_anchor) Fail(node, raw.at, "anchors (&name) are not read here; remove it");
    switch (raw.kind) {
      case RawYaml::Kind::kNull:
        if (node.parent != nullptr && node.parent->kind == Kind::kMapping) node.at = node.key_at;
        return;
      case RawYaml::Kind::kAlias:
        node.kind = Kind::kInvalid;
        return Fail(node, raw.at, "aliases (*name) are not read here; write the value out");
      case RawYaml::Kind::kScalar:
        return FillScalar(node, raw);
      case RawYaml::Kind::kList:
        return FillList(node, raw);
      case RawYaml::Kind::kMapping:
        return FillMapping(node, raw);
    }
  }

  // False, and said, if the value has a tag that would change how it is read.
  bool CheckTag(YamlNode& node, const RawYaml& raw, std::string_view harmless) {
    if (raw.tag.empty() || raw.tag == kPlainTag || raw.tag == harmless) return true;
    node.kind = Kind::kInvalid;
    Fail(node, raw.at, "the tag " + Clipped(AsWritten(raw.tag)) + " is not read here; remove it");
    return false;
  }

  void FillScalar(YamlNode& node, const RawYaml& raw) {
    node.text = raw.text;
    node.kind = raw.tag == kPlainTag ? Kind::kPlain : Kind::kQuoted;
    if (raw.tag != kQuotedTag) CheckTag(node, raw, kStringTag);
  }

  void FillList(YamlNode& node, const RawYaml& raw) {
    node.kind = Kind::kList;
    if (!CheckTag(node, raw, "tag:yaml.org,2002:seq")) return;
    for (const RawYaml& element : raw.children) {
      auto child = std::make_unique<YamlNode>();
      child->parent = &node;
      child->index = node.children.size();
      Fill(*child, element);
      node.children.push_back(std::move(child));
    }
  }

  void FillMapping(YamlNode& node, const RawYaml& raw) {
    node.kind = Kind::kMapping;
    if (!CheckTag(node, raw, "tag:yaml.org,2002:map")) return;
    std::map<std::string_view, Position> seen;
    for (std::size_t i = 0; i + 1 < raw.children.size(); i += 2) {
      const RawYaml& key = raw.children[i];
      const std::string problem = KeyProblem(key, seen);
      if (!problem.empty()) {
        Fail(node, key.at, problem);
        continue;
      }
      auto child = std::make_unique<YamlNode>();
      child->parent = &node;
      child->key = key.text;
      child->key_at = key.at;
      Fill(*child, raw.children[i + 1]);
      node.children.push_back(std::move(child));
    }
  }

  static std::string KeyProblem(const RawYaml& key, std::map<std::string_view, Position>& seen) {
    if (key.kind != RawYaml::Kind::kScalar || key.has_anchor) return "a key must be a string";
    if (key.tag == kPlainTag) {
      if (key.text == "<<") return "merge keys (<<) are not read here; write the keys out";
      if (const auto other = OtherThanString(key.text)) {
        return "the key " + Clipped(key.text) + " is " + std::string(*other) + "; write " +
               Quoted(key.text);
      }
    }
    const auto [first, is_new] = seen.try_emplace(key.text, key.at);
    if (is_new) return "";
    return "the key " + Quoted(key.text) + " is here twice; the first is in line " +
           std::to_string(first->second.line);
  }

  YamlTree tree_;
};

YamlTree Failed(YamlError error) {
  YamlTree tree;
  tree.errors.push_back(std::move(error));
  return tree;
}

std::string_view WithoutByteOrderMark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

}  // namespace

YamlTree ReadYaml(std::string_view text) {
  const std::string_view yaml = WithoutByteOrderMark(text);
  if (auto error = CheckYamlBytes(yaml)) return Failed(*std::move(error));
  RawDocument document = ParseYamlEvents(yaml);
  // What yaml-cpp could not finish would only look wrong in further places.
  if (document.error) return Failed(*std::move(document.error));
  if (!document.root) return Failed({{}, "", "the file is empty"});
  return StrictTree().Build(*document.root);
}

}  // namespace tenure
