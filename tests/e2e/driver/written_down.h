#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tenure::test {

// Compares the response of a review with tests/data/expected/NAME, but for what
// differs from call to call and from version to version; `policy` is the hash of
// the server's. TENURE_UPDATE_EXPECTED=1 writes it anew, to be read in the diff.
void ExpectWrittenDown(const nlohmann::json& response, const std::string& policy,
                       const std::string& name);

}  // namespace tenure::test
