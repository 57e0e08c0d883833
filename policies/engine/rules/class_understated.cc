#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void ClassUnderstated(const Case& about, Report& report) {
  const ClassPolicy* fitting = about.classification.understated;
  if (fitting == nullptr) return;
  const KnownRuntime& runtime = *about.classification.runtime;
  std::string message = "class " + about.of_class()->name + " may be evicted first, but ";
  message += runtime.IsEstimate() ? "history says " : "expected-runtime is ";
  message += runtime.duration.Text() + "; write tenure.dev/class: " + fitting->name;
  // An estimate alone refuses nobody.
  report.Add(std::move(message), AnnotationPointer(names::kClass),
             runtime.IsEstimate() ? Level::kWarn : Level::kEnforce);
}

}  // namespace tenure::rules
