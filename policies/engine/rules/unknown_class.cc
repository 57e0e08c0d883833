#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void UnknownClass(const Case& about, Report& report) {
  const auto& name = about.subject.intent.class_name;
  if (!name || *name == "none" || about.of_class() != nullptr) return;
  std::string known;
  for (const ClassPolicy& candidate : about.policy.classes) known += candidate.name + ", ";
  report.Add("{} is no class here: nothing would protect it; write one of: {}",
             {QuotedBriefly(*name), known + "none"}, AnnotationPointer(names::kClass));
}

}  // namespace tenure::rules
