#include "policies/language/tables/policy_table.h"

#include <utility>

#include "policies/language/tables/checkpoint_table.h"
#include "policies/language/tables/class_table.h"
#include "policies/language/tables/levels.h"
#include "policies/language/tables/override_table.h"
#include "policies/language/tables/step_pattern_table.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/globs.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"

namespace tenure {
namespace {

// A key that can have one value only.
Field<Policy> Fixed(const char* key, const char* meaning, const char* value) {
  return Row<Policy>(key, meaning, Words<bool>(value, {{value, true}}), [](Policy&, bool) {})
      .Required();
}

// What `timesTypical` is a multiple of: the classes, which are read later, look it up.
Type<Duration> TypicalRuntime() {
  auto type = PositiveDuration();
  auto read = [read_duration = std::move(type.read)](
                  Reading& reading, const YamlNode& node) -> std::optional<Duration> {
    return reading.typical_runtime = read_duration(reading, node);
  };
  return {std::move(type.info), std::move(read)};
}

struct Runtime {
  Duration typical = Duration::Seconds(0);
  bool from_estimates = false;
};

const Mapping<Runtime>& RuntimeTable() {
  static const Mapping<Runtime> table(
      {.name = "Runtime",
       .meaning = "What runtimes are like in this cluster.",
       .example = "runtime: {typical: 30m}"},
      {
          Row<Runtime>("typical",
                       "The median runtime of pods that finish; `tenure learn` measures it.",
                       TypicalRuntime(), &Runtime::typical)
              .Required(),
          Row<Runtime>("fromEstimates",
                       "Whether the `typicalRuntime` of the [estimates](estimates.md) counts "
                       "instead, where they have one.",
                       Boolean(), &Runtime::from_estimates)
              .Default("`false`"),
      });
  return table;
}

struct Largest {
  std::optional<Quantity> cpu;
  std::optional<Quantity> memory;
};

const Mapping<Largest>& LargestTable() {
  static const Mapping<Largest> table(
      {.name = "LargestNode",
       .meaning = "What the largest node can give to pods (its allocatable resources).",
       .example = "largest: {cpu: \"128\", memory: 1900Gi}"},
      {
          Row<Largest>("cpu", "CPU.", PositiveQuantity(), &Largest::cpu).Default("no bound"),
          Row<Largest>("memory", "Memory.", PositiveQuantity(), &Largest::memory)
              .Default("no bound"),
      },
      [](Reading& reading, const YamlNode& node, Largest& largest) {
        if (!largest.memory || !IsTooLittleMemory(*largest.memory)) return;
        reading.Fail(*node.Find("memory"), std::string(kTooLittleMemory));
      });
  return table;
}

const Mapping<Largest>& NodesTable() {
  static const Mapping<Largest> table(
      {.name = "Nodes",
       .meaning = "What the nodes of this cluster are like.",
       .example = "nodes: {largest: {cpu: \"128\", memory: 1900Gi}}"},
      {Row<Largest>("largest",
                    "Requests are clamped to it, with a warning; an expectation above it is "
                    "refused.",
                    LargestTable().AsType(), [](Largest& largest) -> Largest& { return largest; })
           .Required()});
  return table;
}

const Mapping<Exempt>& ExemptTable() {
  static const Mapping<Exempt> table(
      {.name = "Exempt",
       .meaning = "Pods that are left alone: neither changed nor judged.",
       .example = "exempt: {namespaces: [kube-system]}"},
      {
          Row<Exempt>("namespaces", "Pods of these namespaces.",
                      ListOf(NamespaceGlob(), MayBeEmpty::kYes), &Exempt::namespaces)
              .Default("`[]`"),
          Row<Exempt>("serviceAccounts", "Pods that run as one of these: `namespace/name`.",
                      ListOf(ServiceAccountGlob(), MayBeEmpty::kYes), &Exempt::service_accounts)
              .Default("`[]`"),
          Row<Exempt>("annotation",
                      "Whether users may write `tenure.dev/exempt: REASON`, which may end in "
                      "` until=2027-01-31`: the last day, in UTC.",
                      Boolean(), &Exempt::annotation)
              .Default("`false`"),
      });
  return table;
}

void SetRuntime(Policy& policy, Runtime runtime) {
  policy.typical_runtime = runtime.typical;
  policy.learns_typical_runtime = runtime.from_estimates;
}

void SetLargest(Policy& policy, Largest largest) {
  policy.largest_cpu = largest.cpu;
  policy.largest_memory = largest.memory;
}

std::vector<Field<Policy>> PolicyRows() {
  return {
      Fixed("apiVersion", "The version of this language.", "tenure.dev/v1"),
      Fixed("kind", "What the file is.", "Policy"),
      Row<Policy>("mode",
                  "`enforce`; `warn`: change nothing and say what would happen; `audit`: logs and "
                  "metrics only.",
                  Mode(), &Policy::mode)
          .Default("`enforce`"),
      Row<Policy>("runtime", "What runtimes are like in this cluster.", RuntimeTable().AsType(),
                  SetRuntime),
      Row<Policy>("nodes", "What the nodes of this cluster are like.", NodesTable().AsType(),
                  SetLargest),
      Row<Policy>("classes", "The treatments, in the order in which they are tried.",
                  ListOf(ClassTable().AsType()), &Policy::classes)
          .Required(),
      Row<Policy>("checkpoint", "How checkpoints are made.", CheckpointTable().AsType(),
                  &Policy::checkpoint),
      Row<Policy>("estimates", "How pods are found in the estimates.", EstimatesTable().AsType(),
                  &Policy::step_patterns),
      Row<Policy>("rules",
                  "Levels of rules: `enforce`, `warn`, `audit` or `off`. The "
                  "[catalogue](rules.md) has their defaults.",
                  RuleLevels(), &Policy::rules),
      Row<Policy>("overrides", "Another treatment for some namespaces; the first match counts.",
                  ListOf(OverrideTable().AsType(), MayBeEmpty::kYes), &Policy::overrides),
      Row<Policy>("exempt", "Pods that are left alone.", ExemptTable().AsType(), &Policy::exempt),
  };
}

}  // namespace

const Mapping<Policy>& PolicyTable() {
  static const Mapping<Policy> table(
      {.name = "Policy",
       .meaning = "One file, in a ConfigMap. What it does not say is not done.",
       .example = "apiVersion: tenure.dev/v1\n"
                  "kind: Policy\n"
                  "classes:\n"
                  "- name: long\n"
                  "  match: [{runtime: {atLeast: 6h}}]\n"
                  "  resources: {memory: {request: {atLeast: 1.5x}, limit: none}}"},
      PolicyRows());
  return table;
}

}  // namespace tenure
