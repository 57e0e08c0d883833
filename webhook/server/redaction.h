#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace tenure {

// Appends a review as JSON, without what must not be kept: values of
// environment variables, and whatever looks like a credential, wherever it is.
// What no decision looks at (managedFields, status, the applied manifest, the
// old object, who the user is beyond name and groups) is left out too.
//
// It rather takes too much: a pod whose arguments are redacted may not match
// the policy's regular expression in a replay.
void AppendRedacted(std::string& out, simdjson::dom::element review);

// What takes the place of a text.
inline constexpr std::string_view kRedacted = "redacted";

// A password in a URL, a key by its known beginning, NAME=VALUE of a telling
// name, a long run of random characters.
[[nodiscard]] bool LooksLikeCredential(std::string_view text);

// "DB_PASSWORD", "--api-key", "authToken"
[[nodiscard]] bool NamesACredential(std::string_view name);

}  // namespace tenure
