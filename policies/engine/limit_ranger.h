#pragma once

#include <string_view>

namespace tenure {

// Whether the LimitRanger plugin filled in a container's request, by what it
// writes into the annotation kubernetes.io/limit-ranger
// (plugin/pkg/admission/limitranger/admission.go, mergePodResourceRequirements):
// "LimitRanger plugin set: cpu, memory request for container main; memory limit for container
// main". Only the first round's text is whole: the second round overwrites it.
[[nodiscard]] bool LimitRangerSetRequest(std::string_view annotation, std::string_view container,
                                         std::string_view resource);

}  // namespace tenure
