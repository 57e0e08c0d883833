#include "policies/language/tables/node_requirement.h"

#include <charconv>
#include <utility>

#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"
#include "policies/language/yaml/quoted.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

bool IsInteger(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return AllDigits(text) && error == std::errc();
}

// ValidateNodeSelectorRequirement of pkg/apis/core/validation: what the values
// of an operator must be; empty if they are that.
std::string ValuesProblem(const NodeRequirement& requirement) {
  const auto& values = requirement.values;
  if (requirement.op == "In" || requirement.op == "NotIn") {
    return values.empty() ? "needs values" : "";
  }
  if (requirement.op == "Exists" || requirement.op == "DoesNotExist") {
    return values.empty() ? "" : "has no values; remove them";
  }
  return values.size() == 1 && IsInteger(values.front()) ? "" : "needs one value, an integer";
}

Json RequirementJson(const NodeRequirement& requirement) {
  Json json = {{"key", requirement.key}, {"operator", requirement.op}};
  if (!requirement.values.empty()) json["values"] = requirement.values;
  return json;
}

void FinishRequirement(Reading& reading, const YamlNode& node, NodeRequirement& requirement) {
  const std::string problem = ValuesProblem(requirement);
  if (!problem.empty()) {
    const YamlNode* values = node.Find("values");
    reading.Fail(values == nullptr ? node : *values,
                 "the operator " + requirement.op + ' ' + problem);
  }
  requirement.json = RequirementJson(requirement).dump();
}

void FinishPreference(Reading& reading, const YamlNode& node, NodePreference& preference) {
  FinishRequirement(reading, node, preference.requirement);
  const Json json = {
      {"weight", preference.weight},
      {"preference",
       {{"matchExpressions", Json::array({RequirementJson(preference.requirement)})}}}};
  preference.json = json.dump();
}

Type<std::string> Operator() {
  std::vector<std::pair<std::string, std::string>> words;
  for (const char* word : {"In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"}) {
    words.emplace_back(word, word);
  }
  return Words<std::string>("an operator", words);
}

// The rows that a requirement and a preference have in common.
template <typename Owner, typename Requirement>
std::vector<Field<Owner>> RequirementRows(Requirement requirement) {
  return {
      Row<Owner>("key", "The node's label.", LabelKey("a label key"),
                 [=](Owner& owner) -> auto& { return requirement(owner).key; })
          .Required(),
      Row<Owner>("operator", "How the label's value is compared.", Operator(),
                 [=](Owner& owner) -> auto& { return requirement(owner).op; })
          .Required(),
      Row<Owner>("values",
                 "What with: for `In` and `NotIn` one or more, for `Gt` and `Lt` one integer, in "
                 "quotes; else none.",
                 ListOf(LabelValue("a label value")),
                 [=](Owner& owner) -> auto& { return requirement(owner).values; }),
  };
}

std::vector<Field<NodePreference>> PreferenceRows() {
  std::vector<Field<NodePreference>> rows = RequirementRows<NodePreference>(
      [](NodePreference& preference) -> auto& { return preference.requirement; });
  rows.insert(rows.begin(),
              Row<NodePreference>("weight", "How much it counts among the preferences.",
                                  Integer(1, 100), &NodePreference::weight)
                  .Required());
  return rows;
}

}  // namespace

const Mapping<NodeRequirement>& NodeRequirementTable() {
  static const Mapping<NodeRequirement> table(
      {.name = "NodeRequirement",
       .meaning = "What a node must be like, as in a pod's node affinity. `NotIn` and "
                  "`DoesNotExist` hold for nodes without the label, too.",
       .example = "- {key: karpenter.sh/capacity-type, operator: NotIn, values: [spot]}"},
      RequirementRows<NodeRequirement>(
          [](NodeRequirement& requirement) -> auto& { return requirement; }),
      FinishRequirement);
  return table;
}

const Mapping<NodePreference>& NodePreferenceTable() {
  static const Mapping<NodePreference> table(
      {.name = "NodePreference",
       .meaning = "What a node should be like; the scheduler adds up the weights.",
       .example = "- {weight: 100, key: mem-type, operator: NotIn, values: [highmem]}"},
      PreferenceRows(), FinishPreference);
  return table;
}

}  // namespace tenure
