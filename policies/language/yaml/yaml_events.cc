#include "policies/language/yaml/yaml_events.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <utility>

namespace tenure {
namespace {

Position At(const YAML::Mark& mark) {
  if (mark.is_null()) return {};
  return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1};
}

// Thrown through the parser, which knows no other way to be stopped.
struct Stop {
  Position at;
  std::string_view message;
};

class RawBuilder : public YAML::EventHandler {
 public:
  std::optional<RawYaml> Take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (root_) throw Stop{At(mark), "a second document: a policy is one, without --- in between"};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Add({.kind = RawYaml::Kind::kNull, .at = At(mark), .has_anchor = anchor != 0});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
    Add({.kind = RawYaml::Kind::kAlias, .at = At(mark)});
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    Add({.kind = RawYaml::Kind::kScalar,
         .at = At(mark),
         .tag = tag,
         .has_anchor = anchor != 0,
         .text = value});
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value /*style*/) override {
    Open({.kind = RawYaml::Kind::kList, .at = At(mark), .tag = tag, .has_anchor = anchor != 0});
  }
  void OnSequenceEnd() override { open_.pop_back(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value /*style*/) override {
    Open({.kind = RawYaml::Kind::kMapping, .at = At(mark), .tag = tag, .has_anchor = anchor != 0});
  }
  void OnMapEnd() override { open_.pop_back(); }

 private:
  RawYaml& Add(RawYaml node) {
    if (++count_ > kMaxYamlNodes) throw Stop{node.at, "too large: more than 10,000 values"};
    if (open_.empty()) return root_.emplace(std::move(node));
    return open_.back()->children.emplace_back(std::move(node));
  }

  void Open(RawYaml node) {
    if (open_.size() == kMaxYamlDepth) throw Stop{node.at, "nested too deep: more than 64 levels"};
    open_.push_back(&Add(std::move(node)));
  }

  std::optional<RawYaml> root_;
  // The collections that are not yet closed. Their addresses hold: a list of
  // children grows only while none of them is open.
  std::vector<RawYaml*> open_;
  std::size_t count_ = 0;
};

std::optional<YamlError> Parse(std::string_view text, RawBuilder& builder) {
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop& stop) {
    return YamlError{stop.at, "", std::string(stop.message)};
  } catch (const YAML::Exception& error) {
    return YamlError{At(error.mark), "", "this is not YAML: " + error.msg};
  }
  return std::nullopt;
}

}  // namespace

RawDocument ParseYamlEvents(std::string_view text) {
  RawBuilder builder;
  RawDocument document;
  document.error = Parse(text, builder);
  document.root = builder.Take();
  return document;
}

}  // namespace tenure
