#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"

namespace tenure::rules {

void BarePod(const Case& about, Report& report) {
  if (about.of_class() == nullptr || !Protects(*about.of_class())) return;
  if (about.subject.pod().metadata.Controller() != nullptr) return;
  report.Add("the pod has no owner: when it dies, nobody makes another; use a Job",
             "/metadata/ownerReferences");
}

}  // namespace tenure::rules
