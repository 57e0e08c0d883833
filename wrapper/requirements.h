// What this container lacks for CRIU, in words that an admin can act on.
#pragma once

#include <string>
#include <vector>

namespace tenure::wrapper {

// From the text of /proc/self/status and /proc/self/uid_map; empty: nothing is missing.
std::vector<std::string> MissingFor(const std::string& status, const std::string& uid_map);

// The same for this process.
std::vector<std::string> MissingHere();

}  // namespace tenure::wrapper
