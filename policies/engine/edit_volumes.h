#pragma once

#include <cstddef>
#include <string>

#include "policies/engine/draft.h"

namespace tenure {

// Each appends, and the caller has made sure that the pod has no such thing.
// `json` is what is stored; the views of the typed one point to texts that the
// draft keeps, or that outlive it.
void AddVolume(Draft& draft, const Volume& volume, std::string json);
void AddMount(Draft& draft, std::size_t container, const VolumeMount& mount, std::string json);
void AddInitContainer(Draft& draft, const Container& container, std::string json);

}  // namespace tenure
