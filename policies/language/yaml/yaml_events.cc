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

  struct LastScalar {
    Position at;
    std::size_t offset = 0;  // in bytes
  };
  const LastScalar& last_scalar() const { return last_scalar_; }

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
    last_scalar_ = {At(mark), static_cast<std::size_t>(mark.pos)};
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

  LastScalar last_scalar_;
  std::optional<RawYaml> root_;
  // The collections that are not yet closed. Their addresses hold: a list of
  // children grows only while none of them is open.
  std::vector<RawYaml*> open_;
  std::size_t count_ = 0;
};

// The offset behind a quoted scalar that begins at `begin`; npos if it never ends.
std::size_t EndOfQuoted(std::string_view text, std::size_t begin) {
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    const bool is_escape = quote == '"' && text[i] == '\\';
    const bool is_doubled = quote == '\'' && text.substr(i).starts_with("''");
    if (is_escape || is_doubled) {
      ++i;
    } else if (text[i] == quote) {
      return i + 1;
    }
  }
  return std::string_view::npos;
}

// yaml-cpp 0.7 takes the end of the file for a missing closing quote.
std::optional<YamlError> CheckClosed(std::string_view text, const RawBuilder& builder) {
  const auto& [at, offset] = builder.last_scalar();
  if (offset >= text.size() || (text[offset] != '"' && text[offset] != '\'')) return std::nullopt;
  if (EndOfQuoted(text, offset) != std::string_view::npos) return std::nullopt;
  return YamlError{at, "", "this is not YAML: the quote is never closed"};
}

std::string_view Line(std::string_view text, std::size_t number) {
  for (; number > 1; --number) {
    const std::size_t end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return text.substr(0, text.find('\n'));
}

bool IsIndentedByTab(std::string_view line) {
  return line.substr(0, line.find_first_not_of(" \t")).find('\t') != std::string_view::npos;
}

std::string Explain(std::string_view text, const YAML::Exception& error) {
  if (!error.mark.is_null() && IsIndentedByTab(Line(text, At(error.mark).line))) {
    return "this is not YAML: a tab cannot indent; write spaces";
  }
  return "this is not YAML: " + error.msg;
}

std::optional<YamlError> Parse(std::string_view text, RawBuilder& builder) {
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop& stop) {
    return YamlError{stop.at, "", std::string(stop.message)};
  } catch (const YAML::Exception& error) {
    return YamlError{At(error.mark), "", Explain(text, error)};
  }
  return CheckClosed(text, builder);
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
