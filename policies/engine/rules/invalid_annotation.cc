#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void InvalidAnnotation(const Case& about, Report& report) {
  for (const UnreadableAnnotation& annotation : about.subject.intent.unreadable) {
    report.Add(std::string(annotation.key) + ": " + annotation.message,
               AnnotationPointer(annotation.key));
  }
  if (about.subject.intent.exempt) {
    report.Add("tenure.dev/exempt has no effect: the policy does not allow it; ask its admin",
               AnnotationPointer(names::kExempt), Level::kWarn);
  }
}

}  // namespace tenure::rules
