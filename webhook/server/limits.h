#pragma once

#include <chrono>
#include <cstddef>

namespace tenure::limits {

// An API server takes objects up to 3 MiB (MaxRequestBodyBytes), and a review
// has the old one as well; what came as protobuf grows when written as JSON.
inline constexpr std::size_t kBodyBytes = std::size_t{8} << 20;

// The API server closes connections that were idle for 90 s. It must be the one
// to do so: a request that meets our closing fails, as it is never sent again.
inline constexpr std::chrono::seconds kKeepAlive{120};

}  // namespace tenure::limits
