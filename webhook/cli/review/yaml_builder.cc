#include "webhook/cli/review/yaml_builder.h"

#include <yaml-cpp/exceptions.h>

#include <algorithm>

#include "policies/pod/json_pointer.h"
#include "webhook/cli/review/yaml_scalar.h"

namespace tenure {
namespace {

using nlohmann::json;

// Aliases can make exponentially more than was written. Written text is bounded
// by itself.
constexpr std::size_t kMaxCopiedNodes = 100'000;

[[noreturn]] void Fail(const YAML::Mark& mark, const std::string& message) {
  throw YAML::ParserException(mark, message);
}

std::size_t CountNodes(const json& value) {
  std::size_t nodes = 1;
  if (value.is_structured()) {
    for (const json& member : value) nodes += CountNodes(member);
  }
  return nodes;
}

// A merge overwrites what was written before it, as goyaml's does.
void Merge(json& into, const json& from, const YAML::Mark& mark) {
  if (from.is_object()) return into.update(from);
  const bool maps = from.is_array() && std::ranges::all_of(from, [](const json& element) {
                      return element.is_object();
                    });
  if (!maps) Fail(mark, "a merge (<<) needs a map, or a list of maps");
  // The first of them takes precedence.
  for (auto element = from.rbegin(); element != from.rend(); ++element) into.update(*element);
}

}  // namespace

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  first_line_ = static_cast<std::size_t>(mark.line) + 1 + line_offset_;
  root_ = nullptr;
  open_.clear();
  pointer_.clear();
  lines_.clear();
  anchors_.clear();
  copied_nodes_ = 0;
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  if (ExpectsKey()) Fail(mark, "a key must not be null");
  NoteLine(mark);
  Add(mark, nullptr, anchor);
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) Fail(mark, "an alias inside of what it stands for");
  copied_nodes_ += found->second.nodes;
  if (copied_nodes_ > kMaxCopiedNodes) Fail(mark, "aliases make this document too large");
  const json& value = found->second.value;
  if (ExpectsKey()) return TakeKey(mark, value, false);
  NoteLine(mark);
  Add(mark, value, 0);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const auto resolved = ResolveScalar(tag, value);
  if (!resolved) Fail(mark, resolved.error());
  if (ExpectsKey()) return TakeKey(mark, *resolved, tag == "?" && value == "<<");
  NoteLine(mark);
  Add(mark, *resolved, anchor);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& /*tag*/,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  Begin(mark, json::array(), anchor);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& /*tag*/,
                             YAML::anchor_t anchor, YAML::EmitterStyle::value /*style*/) {
  Begin(mark, json::object(), anchor);
}

bool YamlBuilder::ExpectsKey() const {
  return !open_.empty() && open_.back().value.is_object() && !open_.back().key;
}

std::string YamlBuilder::NextPointer() const {
  if (open_.empty()) return pointer_;
  const Open& parent = open_.back();
  return parent.key ? Pointer(pointer_, *parent.key) : Pointer(pointer_, parent.value.size());
}

// Remembers where the value that comes next is written.
void YamlBuilder::NoteLine(const YAML::Mark& mark) {
  lines_.insert_or_assign(NextPointer(), static_cast<std::size_t>(mark.line) + 1 + line_offset_);
}

void YamlBuilder::TakeKey(const YAML::Mark& mark, const json& scalar, bool is_merge) {
  if (scalar.is_structured()) Fail(mark, "a key must be a scalar");
  std::optional<std::string> key = KeyText(scalar);
  if (!key) Fail(mark, "a key must not be null");
  open_.back().key = std::move(key);
  open_.back().key_is_merge = is_merge;
}

void YamlBuilder::Add(const YAML::Mark& mark, json value, YAML::anchor_t anchor) {
  if (anchor != 0) anchors_.insert_or_assign(anchor, Anchored{value, CountNodes(value)});
  if (open_.empty()) {
    root_ = std::move(value);
    return;
  }
  Open& parent = open_.back();
  if (parent.value.is_array()) return parent.value.push_back(std::move(value));
  if (parent.key_is_merge) {
    Merge(parent.value, value, mark);
  } else {
    parent.value[*parent.key] = std::move(value);
  }
  parent.key.reset();
}

void YamlBuilder::Begin(const YAML::Mark& mark, json empty, YAML::anchor_t anchor) {
  if (ExpectsKey()) Fail(mark, "a key must be a scalar");
  if (open_.size() == kMaxManifestDepth) {
    Fail(mark, "nested more than " + std::to_string(kMaxManifestDepth) + " levels deep");
  }
  NoteLine(mark);
  const std::size_t parent_pointer = pointer_.size();
  pointer_ = NextPointer();
  open_.push_back({.value = std::move(empty),
                   .parent_pointer = parent_pointer,
                   .anchor = anchor,
                   .mark = mark});
}

void YamlBuilder::Close() {
  Open closed = std::move(open_.back());
  open_.pop_back();
  pointer_.resize(closed.parent_pointer);
  Add(closed.mark, std::move(closed.value), closed.anchor);
}

}  // namespace tenure
