#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void ClassUnderstated(const Case& about, Report& report) {
  const ClassPolicy* fitting = about.classification.understated;
  if (fitting == nullptr) return;
  const KnownRuntime& runtime = *about.classification.runtime;
  if (runtime.IsEstimate()) {
    report.AddByHistory(
        "{} may be evicted first, but " + Evidence(*runtime.history) + "; write class: {}",
        {about.of_class()->name, about.subject.step, fitting->name},
        AnnotationPointer(names::kClass));
    return;
  }
  report.Add("class {} may be evicted first, but expected-runtime is " + runtime.duration.Text() +
                 "; write tenure.dev/class: {}",
             {about.of_class()->name, fitting->name}, AnnotationPointer(names::kClass));
}

}  // namespace tenure::rules
