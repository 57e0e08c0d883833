#pragma once

#include <cstddef>
#include <string_view>

#include "policies/engine/draft.h"

namespace tenure {

// Each appends, and the caller has made sure that the pod has no such thing.
// `json` is what is stored; the views of the typed one point to texts that the
// draft keeps, or that outlive it.
void AddVolume(Draft& draft, const Volume& volume, std::string_view json);
void AddMount(Draft& draft, std::size_t container, const VolumeMount& mount, std::string_view json);
void AddInitContainer(Draft& draft, const Container& container, std::string_view json);

}  // namespace tenure
