#pragma once

#include <vector>

#include "policies/engine/checkpoint/outfit.h"
#include "policies/engine/subject.h"

namespace tenure {

// What of the pod's own stands where the outfit has to be. `base` is where the
// claim is mounted: a variable that names a folder below it is an earlier
// round's.
[[nodiscard]] std::vector<Clash> FindClashes(const Outfit& outfit, const Strategy& strategy,
                                             std::string_view base, const Subject& subject);

// Whether the pod has it already.
[[nodiscard]] bool IsSame(const Volume& has, const WantedVolume& wanted);
[[nodiscard]] bool IsSame(const VolumeMount& has, const WantedMount& wanted);

// Null: the container has no such variable. The last of several counts.
[[nodiscard]] const EnvVar* FindVariable(const Container& container, std::string_view name);

}  // namespace tenure
