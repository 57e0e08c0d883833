#include "policies/language/types/globs.h"

#include <re2/re2.h>

#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "policies/language/types/scalars.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

struct GlobRule {
  std::string words;    // "a namespace pattern"
  std::string pattern;  // what such a glob looks like
  std::string hint;     // "write lower-case letters, …"
};

// Compiled when the first glob of its kind is read: RE2 takes milliseconds for
// a count such as {1,512}, and few policies have every kind.
class Pattern {
 public:
  explicit Pattern(std::string text) : text_(std::move(text)) {}

  [[nodiscard]] bool Matches(std::string_view text) const {
    std::call_once(compiled_, [this] { pattern_.emplace(text_); });
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), *pattern_);
  }

 private:
  const std::string text_;
  mutable std::once_flag compiled_;
  mutable std::optional<RE2> pattern_;
};

Type<Glob> GlobType(const GlobRule& rule) {
  const auto pattern = std::make_shared<const Pattern>(rule.pattern);
  auto problem = [pattern, rule](std::string_view text) -> std::string {
    if (pattern->Matches(text)) return "";
    const std::string lower = Lowered(text);
    if (pattern->Matches(lower)) return "not " + rule.words + "; did you mean " + lower + "?";
    return "not " + rule.words + ": " + rule.hint;
  };
  auto text = Text({.words = rule.words, .pattern = "^" + rule.pattern + "$", .problem = problem});
  auto read = [read_text = std::move(text.read)](Reading& reading,
                                                 const YamlNode& node) -> std::optional<Glob> {
    auto pattern_text = read_text(reading, node);
    if (!pattern_text) return std::nullopt;
    return Glob{*std::move(pattern_text)};
  };
  return {std::move(text.info), std::move(read)};
}

}  // namespace

Type<Glob> NamespaceGlob() {
  return GlobType({.words = "a namespace pattern",
                   .pattern = "[-a-z0-9*?]{1,63}",
                   .hint = "write a namespace, with * and ? where it varies"});
}

Type<Glob> ServiceAccountGlob() {
  return GlobType({.words = "a service account pattern",
                   .pattern = "[-a-z0-9*?]{1,63}/[-.a-z0-9*?]{1,253}",
                   .hint = "write namespace/name, with * and ? where it varies"});
}

Type<Glob> ImageGlob() {
  return GlobType({.words = "an image pattern",
                   .pattern = "[-._/:@a-zA-Z0-9*?]{1,512}",
                   .hint = "write an image, with * and ? where it varies"});
}

Type<Glob> RuntimeClassGlob() {
  return GlobType({.words = "a pattern of a RuntimeClass",
                   .pattern = "[-.a-z0-9*?]{1,253}",
                   .hint = "write the name of a RuntimeClass, with * and ? where it varies"});
}

Type<Glob> OwnerKindGlob() {
  return GlobType({.words = "a pattern of a kind",
                   .pattern = "[A-Za-z0-9*?]{1,63}",
                   .hint = "write a kind such as Workflow, with * and ? where it varies"});
}

Type<Glob> LabelValueGlob() {
  return GlobType({.words = "a pattern of a label value",
                   .pattern = "[-._a-zA-Z0-9*?]{0,63}",
                   .hint = "write a label value, with * and ? where it varies"});
}

Type<Glob> AnnotationValueGlob() {
  return GlobType({.words = "a pattern of an annotation value",
                   .pattern = "[\\s\\S]{0,900}",
                   .hint = "write at most 900 characters"});
}

}  // namespace tenure
