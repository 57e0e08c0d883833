#pragma once

#include <string>
#include <string_view>

#include "webhook/cli/review/document.h"

namespace tenure {

// Manifests as kubectl takes them: YAML with "---" in between, or JSON objects
// one after the other; which, the first character tells. A bad YAML document
// leaves those around it readable; after bad JSON nothing can be.

[[nodiscard]] Documents ReadYamlManifests(const std::string& source, std::string_view text);
[[nodiscard]] Documents ReadJsonManifests(const std::string& source, std::string_view text);

// Either. Lists (kind List, PodList, ...) are taken apart; empty documents are left out.
[[nodiscard]] Documents ReadManifests(const std::string& source, std::string_view text);

}  // namespace tenure
