#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {

void VpaOrLimitRangeConflict(const Case& about, Report& report) {
  if (about.of_class() == nullptr || !Protects(*about.of_class())) return;
  // What the VerticalPodAutoscaler's own webhook writes (vpa admission-controller,
  // resource/pod/patch).
  constexpr std::string_view kVpa = "vpaUpdates";
  if (about.pod.metadata.Annotation(kVpa)) {
    report.Add(
        "a VerticalPodAutoscaler sizes this pod, and evicts it to resize; set its updateMode "
        "to Off",
        AnnotationPointer(kVpa));
  }
  const auto limit_range = about.pod.metadata.Annotation(names::kLimitRanger);
  if (limit_range && limit_range->find("memory limit for container") != std::string_view::npos) {
    report.Add(
        "a LimitRange gives containers here a memory limit, which we remove; ask for a "
        "namespace without",
        AnnotationPointer(names::kLimitRanger));
  }
}

}  // namespace tenure::rules
