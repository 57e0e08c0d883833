#pragma once

#include <string>

namespace tenure {

// Out of the tables that the reader reads by, so that none of the three can say
// anything else than the others.

// The JSON Schema (draft-07) of a policy file, for editors: names, values and
// what they mean. What depends on several values is for the reader to say.
[[nodiscard]] std::string PolicySchema();

// The reference of the language in Markdown: docs/policy.md.
[[nodiscard]] std::string PolicyReference();

}  // namespace tenure
