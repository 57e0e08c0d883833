#include "tests/support/rule_catalogue.h"

#include <filesystem>
#include <fstream>
#include <regex>
#include <stdexcept>

namespace tenure::test {
namespace {

namespace fs = std::filesystem;

class CatalogueReader {
 public:
  explicit CatalogueReader(std::istream& in) : in_(in) {}

  RuleCatalogue Read() && {
    for (std::string line; std::getline(in_, line);) ReadLine(line);
    return std::move(catalogue_);
  }

 private:
  void ReadLine(const std::string& line) {
    static const std::regex kRow(R"(\| \[([a-z-]+)\]\(#([a-z-]+)\) \| ([a-z]+) \| .+ \|)");
    static const std::regex kLevel(R"(Default: \*\*([a-z]+)\*\*.*)");
    static const std::regex kLabel(R"(\*\*(Example|Fix)(: ([a-z ]+))?\*\*.*)");
    std::smatch found;
    if (line.starts_with("### ")) {
      catalogue_.rules.push_back({.id = line.substr(4), .level = {}, .examples = {}});
    } else if (line.starts_with("```")) {
      Take(line.substr(3), Block());
    } else if (std::regex_match(line, found, kRow)) {
      if (found[1] != found[2]) throw std::runtime_error("a link to another rule: " + line);
      catalogue_.table[found[1]] = found[3];
    } else if (std::regex_match(line, found, kLevel)) {
      Rule().level = found[1];
    } else if (std::regex_match(line, found, kLabel)) {
      is_fix_ = found[1] == "Fix";
      if (!is_fix_) Rule().examples.push_back({.rule = Rule().id, .kind = found[3]});
    }
  }

  std::string Block() {
    std::string block;
    for (std::string line; std::getline(in_, line) && line != "```";) block += line + '\n';
    return block;
  }

  void Take(const std::string& language, std::string block) {
    if (catalogue_.rules.empty()) {
      if (language == "yaml") catalogue_.policies.push_back(std::move(block));
      return;
    }
    RuleExample& example = Rule().examples.at(Rule().examples.size() - 1);
    if (language == "text") {
      block.pop_back();
      example.message = std::move(block);
    } else {
      (is_fix_ ? example.fix : example.manifests) = std::move(block);
    }
  }

  DocumentedRule& Rule() { return catalogue_.rules.at(catalogue_.rules.size() - 1); }

  std::istream& in_;
  RuleCatalogue catalogue_;
  bool is_fix_ = false;
};

}  // namespace

RuleCatalogue ReadRuleCatalogue() {
  std::ifstream in(fs::path(TENURE_SOURCE_DIR) / "docs/rules.md");
  return CatalogueReader(in).Read();
}

}  // namespace tenure::test
