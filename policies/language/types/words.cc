#include "policies/language/types/words.h"

#include "policies/language/types/suggestion.h"
#include "policies/language/yaml/plain_scalar.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

// `off` passes through tools that write YAML 1.1 as `false`.
bool WasOff(const YamlNode& node, const std::vector<std::string>& words) {
  return node.kind == YamlNode::Kind::kPlain && node.text == "false" &&
         std::ranges::find(words, "off") != words.end();
}

}  // namespace

TypeInfo DescribeWords(const std::string& what, const std::vector<std::string>& words) {
  Json choice = {{"enum", words}};
  const std::string any = AnyOf(words);
  const bool says_all = words.size() == 1 || what == any;
  return {says_all ? any : what + " (" + any + ")", std::move(choice), {}};
}

std::optional<std::size_t> ReadWord(Reading& reading, const YamlNode& node, std::string_view what,
                                    const std::vector<std::string>& words) {
  if (!ExpectScalar(reading, node, what)) return std::nullopt;
  const auto found = std::ranges::find(words, node.text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  const std::string not_one = Quoted(node.text) + " is not " + std::string(what);
  if (WasOff(node, words)) {
    reading.Fail(node, not_one + "; did you mean \"off\", which YAML 1.1 takes for false?");
  } else if (const auto nearest = Nearest(node.text, words)) {
    reading.Fail(node, not_one + "; did you mean " + *nearest + "?");
  } else {
    reading.Fail(node, not_one + (what == AnyOf(words) ? "" : "; write " + AnyOf(words)));
  }
  return std::nullopt;
}

}  // namespace tenure
