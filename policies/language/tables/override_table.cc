#include "policies/language/tables/override_table.h"

#include "policies/language/tables/levels.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/globs.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

void CheckOverride(Reading& reading, const YamlNode& node, Override& override) {
  if (override.mode || override.rollout_percent || !override.rules.empty()) return;
  reading.Fail(node, "changes nothing; write mode, rules or rollout");
}

}  // namespace

const Mapping<Override>& OverrideTable() {
  static const Mapping<Override> table(
      {.name = "Override",
       .meaning = "Another treatment for some namespaces: the first override that matches counts. "
                  "Where mode, override and rule disagree, the weakest wins.",
       .example = "overrides:\n"
                  "- {namespaces: [sandbox-*], mode: warn}\n"
                  "- {namespaces: [genomics-*], rollout: 25%}"},
      {
          Row<Override>("namespaces", "Which namespaces.", ListOf(NamespaceGlob()),
                        &Override::namespaces)
              .Required(),
          Row<Override>("mode", "The mode there, if it is weaker.", Mode(), &Override::mode),
          Row<Override>("rules", "The levels of rules there, if they are weaker.", RuleLevels(),
                        &Override::rules),
          Row<Override>("rollout",
                        "The share of pods that is treated; the others are only audited.",
                        Percent(), &Override::rollout_percent)
              .Default("`100%`"),
      },
      CheckOverride);
  return table;
}

}  // namespace tenure
