#include "policies/language/tables/class_table.h"

#include "policies/language/tables/disruption_table.h"
#include "policies/language/tables/match_table.h"
#include "policies/language/tables/names.h"
#include "policies/language/tables/placement_table.h"
#include "policies/language/tables/priority_table.h"
#include "policies/language/tables/resources_table.h"
#include "policies/language/types/collections.h"

namespace tenure {
namespace {

const Mapping<std::string>& ClassCheckpointTable() {
  static const Mapping<std::string> table(
      {.name = "ClassCheckpoint",
       .meaning = "How pods of the class are checkpointed.",
       .example = "checkpoint: {defaultStrategy: native}"},
      {Row<std::string>("defaultStrategy",
                        "The strategy of a pod that names a claim and no strategy.",
                        StrategyReference(), [](std::string& name) -> std::string& { return name; })
           .Required()});
  return table;
}

}  // namespace

const Mapping<ClassPolicy>& ClassTable() {
  static const Mapping<ClassPolicy> table(
      {.name = "Class",
       .meaning = "A treatment of pods. The annotation `tenure.dev/class` decides first, then the "
                  "first class that matches; a pod that matches none is left alone.",
       .example = "- name: short\n"
                  "  match: [{runtime: known}]\n"
                  "  priority: {className: tenure-short, value: -5}\n"
                  "  resources: {memory: {request: 0.8x, limit: [1.2x, p95]}}"},
      {
          Row<ClassPolicy>("name",
                           "What annotations, labels and metrics call it. `none` is reserved.",
                           ClassName(), &ClassPolicy::name)
              .Required(),
          Row<ClassPolicy>("match", "The ways into the class: any of them.",
                           ListOf(MatchTable().AsType()), &ClassPolicy::match)
              .Default("by annotation only"),
          Row<ClassPolicy>("allow", "Who may be of the class.", AllowTable().AsType(),
                           &ClassPolicy::allow)
              .Default("everybody"),
          Row<ClassPolicy>("priority", "What it preempts, and what preempts it.",
                           PriorityTable().AsType(), &ClassPolicy::priority),
          Row<ClassPolicy>("resources", "Requests and limits.", ResourcesTable().AsType(),
                           &ClassPolicy::resources),
          Row<ClassPolicy>("placement", "Where it runs.", PlacementTable().AsType(),
                           &ClassPolicy::placement),
          Row<ClassPolicy>("disruption", "What keeps it from being moved away.",
                           DisruptionTable().AsType(), &ClassPolicy::disruption),
          Row<ClassPolicy>("job", "What its Jobs need.", JobTable().AsType(), &ClassPolicy::job),
          Row<ClassPolicy>("checkpoint", "How it is checkpointed.", ClassCheckpointTable().AsType(),
                           &ClassPolicy::default_strategy),
      });
  return table;
}

}  // namespace tenure
