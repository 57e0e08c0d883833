#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void ClassUnderstated(const Case& about, Report& report) {
  const ClassPolicy* fitting = about.classification.understated;
  if (fitting == nullptr) return;
  const KnownRuntime& runtime = *about.classification.runtime;
  const std::string source = runtime.IsEstimate() ? "history says " : "expected-runtime is ";
  // An estimate alone refuses nobody.
  report.Add("class {} may be evicted first, but " + source + runtime.duration.Text() +
                 "; write tenure.dev/class: {}",
             {about.of_class()->name, fitting->name}, AnnotationPointer(names::kClass),
             runtime.IsEstimate() ? Level::kWarn : Level::kEnforce);
}

}  // namespace tenure::rules
