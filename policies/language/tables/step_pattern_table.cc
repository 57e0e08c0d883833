#include "policies/language/tables/step_pattern_table.h"

#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/regex.h"

namespace tenure {
namespace {

void CheckStepPattern(Reading& reading, const YamlNode& node, StepPattern& pattern) {
  const int places = static_cast<int>(!pattern.label.empty()) +
                     static_cast<int>(!pattern.annotation.empty()) +
                     static_cast<int>(pattern.args != nullptr);
  if (places != 1) {
    reading.Fail(node, "must say in one place where the step is: label, annotation or args");
  }
  if (pattern.args && pattern.args->NumberOfCapturingGroups() != 1) {
    reading.Fail(*node.Find("args"), "must have one group in brackets, which is the step");
  }
}

const Mapping<StepPattern>& StepPatternTable() {
  static const Mapping<StepPattern> table(
      {.name = "StepPattern",
       .meaning = "An engine of your own, and where its pods say which step they are a run of.",
       .example = "steps:\n"
                  "- {engine: cromwell, label: cromwell-workflow-step}\n"
                  "- {engine: lims, args: '--step=([a-z]+)'}"},
      {
          Row<StepPattern>("engine",
                           "What its steps are called by in the estimates: `ENGINE:STEP`.",
                           DnsLabel("an engine"), &StepPattern::engine)
              .Required(),
          Row<StepPattern>("label", "The label whose value is the step.", LabelKey("a label key"),
                           &StepPattern::label),
          Row<StepPattern>("annotation", "The annotation whose value is the step.",
                           LabelKey("an annotation key"), &StepPattern::annotation),
          Row<StepPattern>(
              "args",
              "A regular expression ([RE2](https://github.com/google/re2/wiki/Syntax)) that is "
              "found in the main container's command and args, joined by spaces; its group is the "
              "step.",
              Regex(), &StepPattern::args),
      },
      CheckStepPattern);
  return table;
}

}  // namespace

const Mapping<std::vector<StepPattern>>& EstimatesTable() {
  static const Mapping<std::vector<StepPattern>> table(
      {.name = "Estimates",
       .meaning = "How pods are found in the estimates (`tenure serve --estimates`).",
       .example = "estimates: {steps: [{engine: cromwell, label: cromwell-workflow-step}]}"},
      {Row<std::vector<StepPattern>>(
           "steps",
           "Engines of your own, asked before the known ones (Nextflow, Argo, Airflow, Snakemake, "
           "JobSet, Volcano, Kueue, Jobs).",
           ListOf(StepPatternTable().AsType()),
           [](std::vector<StepPattern>& steps) -> std::vector<StepPattern>& { return steps; })
           .Required()});
  return table;
}

}  // namespace tenure
