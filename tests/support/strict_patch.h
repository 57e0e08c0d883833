#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <tl/expected.hpp>

namespace tenure::test {

// Applies a JSON Patch as RFC 6902 says, and refuses besides what our patches
// must never hold: a `test`, a copy or move, an array replaced as a whole, a
// member added that is there. The error names the operation.
[[nodiscard]] tl::expected<nlohmann::json, std::string> ApplyStrictly(const nlohmann::json& object,
                                                                      const std::string& patch);

}  // namespace tenure::test
