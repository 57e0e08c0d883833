#pragma once

#include <map>
#include <string>
#include <vector>

namespace tenure::test {

// An example of docs/rules.md.
struct RuleExample {
  std::string rule;
  // What is written behind "Example: ": nothing (created), "as it would be
  // stored", "update" or "resize" (two pods: as it is, as it would be).
  std::string kind;
  std::string manifests;  // YAML; a Policy among them is the one to judge by
  std::string message;    // "id: what it says"
  std::string fix;        // YAML: whole manifests, or the lines that change
};

struct DocumentedRule {
  std::string id;
  std::string level;  // by default
  std::vector<RuleExample> examples;
};

// docs/rules.md as far as it can be checked.
struct RuleCatalogue {
  std::map<std::string, std::string> table;  // id to level
  std::vector<DocumentedRule> rules;         // the sections
  std::vector<std::string> policies;         // YAML, before the first section
};

[[nodiscard]] RuleCatalogue ReadRuleCatalogue();

}  // namespace tenure::test
