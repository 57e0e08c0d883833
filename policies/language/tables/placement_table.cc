#include "policies/language/tables/placement_table.h"

#include <utility>

#include "policies/language/tables/names.h"
#include "policies/language/tables/node_requirement.h"
#include "policies/language/tables/toleration.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"

namespace tenure {
namespace {

const Mapping<ApartFrom>& ApartFromTable() {
  static const Mapping<ApartFrom> table(
      {.name = "ApartFrom",
       .meaning = "A pod anti-affinity: pods of this class keep away from pods of another, or of "
                  "their own.",
       .example = "apartFrom: {class: long, topologyKey: kubernetes.io/hostname, required: true, "
                  "namespaces: all}"},
      {
          Row<ApartFrom>("class", "The class to keep away from.", ClassReference(),
                         &ApartFrom::class_name)
              .Required(),
          Row<ApartFrom>("topologyKey", "What they do not share: a label of nodes.",
                         LabelKey("a topology key"), &ApartFrom::topology_key)
              .Default("`kubernetes.io/hostname`: no node with two"),
          Row<ApartFrom>("required",
                         "Whether a pod rather waits than shares; if not, it is a preference of "
                         "weight 100.",
                         Boolean(), &ApartFrom::required)
              .Default("`true`"),
          Row<ApartFrom>("namespaces",
                         "Whose pods: of `all` namespaces, or of the pod's `own`. A quota on "
                         "`CrossNamespacePodAffinity` refuses `all`.",
                         Words<bool>("all or own", {{"all", true}, {"own", false}}),
                         &ApartFrom::all_namespaces)
              .Default("`all`"),
      },
      [](Reading&, const YamlNode&, ApartFrom& apart) {
        if (apart.topology_key.empty()) apart.topology_key = "kubernetes.io/hostname";
      });
  return table;
}

template <typename Owner, typename Step>
std::vector<Field<Owner>> StepRows(Step step) {
  return {
      Row<Owner>("require",
                 "What nodes must be like, all of it; added to every term of the pod's own node "
                 "affinity.",
                 ListOf(NodeRequirementTable().AsType(), MayBeEmpty::kYes),
                 [=](Owner& owner) -> auto& { return step(owner).require; }),
      Row<Owner>("prefer", "What nodes should be like.",
                 ListOf(NodePreferenceTable().AsType(), MayBeEmpty::kYes),
                 [=](Owner& owner) -> auto& { return step(owner).prefer; }),
      Row<Owner>("tolerate", "Taints that do not keep the pod away.",
                 ListOf(TolerationTable().AsType(), MayBeEmpty::kYes),
                 [=](Owner& owner) -> auto& { return step(owner).tolerate; }),
  };
}

const Mapping<PlacementStep>& OnRetryTable() {
  static const Mapping<PlacementStep> table(
      {.name = "PlacementOnRetry",
       .meaning = "What comes in addition from the second attempt on: the pod died once.",
       .example = "onRetry:\n  require: [{key: mem-type, operator: In, values: [highmem]}]"},
      StepRows<PlacementStep>([](PlacementStep& step) -> auto& { return step; }));
  return table;
}

std::vector<Field<Placement>> PlacementRows() {
  auto rows = StepRows<Placement>([](Placement& placement) -> auto& { return placement.always; });
  rows.push_back(Row<Placement>("onRetry", "What comes in addition from the second attempt on.",
                                OnRetryTable().AsType(), &Placement::on_retry));
  rows.push_back(Row<Placement>("apartFrom", "Which pods to keep away from.",
                                ApartFromTable().AsType(), &Placement::apart_from));
  return rows;
}

}  // namespace

const Mapping<Placement>& PlacementTable() {
  static const Mapping<Placement> table(
      {.name = "Placement",
       .meaning = "Where pods of the class run. What a pod asks for itself stays.",
       .example =
           "placement:\n"
           "  require: [{key: karpenter.sh/capacity-type, operator: NotIn, values: [spot]}]\n"
           "  apartFrom: {class: long}"},
      PlacementRows());
  return table;
}

}  // namespace tenure
