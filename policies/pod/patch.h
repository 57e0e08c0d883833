#pragma once

#include <span>
#include <string>

#include "policies/pod/change.h"

namespace tenure {

// The changes as a JSON Patch (RFC 6902) that the API server's library applies
// (evanphx/json-patch v4, which answers an inapplicable patch with an error 500
// for the user, whatever the failurePolicy): missing parents are created once,
// with everything that goes into them; arrays are appended to; no `test`.
// An empty span gives an empty string: no patch at all.
[[nodiscard]] std::string JsonPatch(std::span<const Change> changes);

}  // namespace tenure
