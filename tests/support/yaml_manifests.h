#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tenure::test {

// The documents of a YAML text as JSON, scalars without quotes typed by YAML
// 1.2's core schema. For manifests that we wrote ourselves: what is not YAML
// throws. The reader of users' manifests is in webhook/cli/review.
[[nodiscard]] std::vector<nlohmann::json> ManifestsOf(const std::string& yaml);

}  // namespace tenure::test
