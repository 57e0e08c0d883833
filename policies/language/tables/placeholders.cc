#include "policies/language/tables/placeholders.h"

#include <re2/re2.h>

#include <utility>

#include "policies/language/types/scalars.h"
#include "policies/language/types/suggestion.h"

namespace tenure {
namespace {

std::string TemplateProblem(std::string_view text) {
  static const RE2 placeholder("(<[A-Za-z_-]+>)");
  static const std::vector<std::string> known = {"<dir>", "<hash>"};
  re2::StringPiece rest(text.data(), text.size());
  std::string found;
  while (RE2::FindAndConsume(&rest, placeholder, &found)) {
    if (found == known[0] || found == known[1]) continue;
    return "wrong: " + found + " is not filled in" + DidYouMean(found, known);
  }
  return "";
}

}  // namespace

Type<std::string> TemplateText(std::string words) {
  return Text({.words = std::move(words), .pattern = "", .problem = TemplateProblem});
}

}  // namespace tenure
