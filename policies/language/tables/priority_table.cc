#include "policies/language/tables/priority_table.h"

#include <algorithm>
#include <limits>

#include "policies/language/k8s_names.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

// scheduling.HighestUserDefinablePriority; above it are the system- classes.
constexpr std::int64_t kHighest = 1'000'000'000;

Type<std::string> PriorityClassName() {
  return Text({.words = "the name of a PriorityClass",
               .pattern = R"(^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$)",
               .problem = PriorityClassProblem});
}

void CheckPriority(Reading& reading, const YamlNode& node, PrioritySpec& priority) {
  const auto own = std::ranges::find(priority.over, priority.class_name);
  if (own == priority.over.end()) return;
  const auto index = static_cast<std::size_t>(own - priority.over.begin());
  reading.Fail(*node.Find("over")->children[index], "is the class's own PriorityClass; remove it");
}

}  // namespace

const Mapping<PrioritySpec>& PriorityTable() {
  static const Mapping<PrioritySpec> table(
      {.name = "Priority",
       .meaning = "The PriorityClass that pods of the class get, if they have none. One of the "
                  "user's own stays when its value is higher, and gives way when it is lower.",
       .example = "priority: {className: tenure-long, value: 1000000}"},
      {
          Row<PrioritySpec>("className", "The PriorityClass, which must exist in the cluster.",
                            PriorityClassName(), &PrioritySpec::class_name)
              .Required(),
          Row<PrioritySpec>("value", "Its value, as in the PriorityClass.",
                            Integer(std::numeric_limits<std::int32_t>::min(), kHighest),
                            &PrioritySpec::value)
              .Required(),
          Row<PrioritySpec>("over",
                            "PriorityClasses that give way whatever their value is, such as the "
                            "cluster's default, which arrives as if it had been chosen.",
                            ListOf(PriorityClassName(), MayBeEmpty::kYes), &PrioritySpec::over)
              .Default("`[]`"),
      },
      CheckPriority);
  return table;
}

}  // namespace tenure
