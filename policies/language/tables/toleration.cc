#include "policies/language/tables/toleration.h"

#include <limits>

#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"

namespace tenure {
namespace {

std::string TolerationJson(const TolerationSpec& toleration) {
  Json json = Json::object();
  if (!toleration.key.empty()) json["key"] = toleration.key;
  json["operator"] = toleration.op;
  if (!toleration.value.empty()) json["value"] = toleration.value;
  if (!toleration.effect.empty()) json["effect"] = toleration.effect;
  if (toleration.seconds) json["tolerationSeconds"] = *toleration.seconds;
  return json.dump();
}

// ValidateTolerations of pkg/apis/core/validation.
void FinishToleration(Reading& reading, const YamlNode& node, TolerationSpec& toleration) {
  if (toleration.op.empty()) toleration.op = "Equal";
  if (toleration.op == "Exists" && node.Find("value") != nullptr) {
    reading.Fail(*node.Find("value"), "the operator Exists has no value; remove it");
  }
  if (toleration.op == "Equal" && toleration.key.empty()) {
    reading.Fail(node, "without a key, which is every taint, the operator must be Exists");
  }
  if (toleration.seconds && toleration.effect != "NoExecute") {
    reading.Fail(*node.Find("tolerationSeconds"), "needs the effect NoExecute");
  }
  toleration.json = TolerationJson(toleration);
}

}  // namespace

const Mapping<TolerationSpec>& TolerationTable() {
  static const Mapping<TolerationSpec> table(
      {.name = "Toleration",
       .meaning = "A taint of nodes that the pod puts up with, as in a pod.",
       .example = "- {key: mem-type, operator: Equal, value: highmem, effect: NoSchedule}"},
      {
          Row<TolerationSpec>("key", "The taint's key.", LabelKey("a taint key"),
                              &TolerationSpec::key)
              .Default("every taint"),
          Row<TolerationSpec>(
              "operator", "`Exists`: whatever the value is.",
              Words<std::string>("an operator", {{"Equal", "Equal"}, {"Exists", "Exists"}}),
              &TolerationSpec::op)
              .Default("`Equal`"),
          Row<TolerationSpec>("value", "The taint's value.", LabelValue("a taint value"),
                              &TolerationSpec::value),
          Row<TolerationSpec>(
              "effect", "The taint's effect.",
              Words<std::string>("an effect", {{"NoSchedule", "NoSchedule"},
                                               {"PreferNoSchedule", "PreferNoSchedule"},
                                               {"NoExecute", "NoExecute"}}),
              &TolerationSpec::effect)
              .Default("every effect"),
          Row<TolerationSpec>("tolerationSeconds", "With `NoExecute`: for how long.",
                              Integer(0, std::numeric_limits<std::int32_t>::max()),
                              &TolerationSpec::seconds)
              .Default("for ever"),
      },
      FinishToleration);
  return table;
}

}  // namespace tenure
