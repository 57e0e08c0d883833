#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// What a YAML scalar is to kubectl, which reads YAML 1.1 (sigs.k8s.io/yaml,
// goyaml.v2/resolve.go): `yes` and `on` are true, 012 is 10, 1_000 is 1000. A
// policy is read otherwise; a review has to see what would be applied.

// A scalar without quotes. Infinity and not-a-number, which JSON cannot say,
// are an error.
[[nodiscard]] tl::expected<nlohmann::json, std::string> ResolvePlainScalar(std::string_view text);

// With the tag that yaml-cpp reports: "?" without quotes, "!" in quotes, else
// as it was written. Tags of applications are passed over.
[[nodiscard]] tl::expected<nlohmann::json, std::string> ResolveScalar(std::string_view tag,
                                                                      std::string_view text);

// A resolved scalar as the key of a JSON object; nullopt for null.
[[nodiscard]] std::optional<std::string> KeyText(const nlohmann::json& scalar);

}  // namespace tenure
