// Errors are sentences: what failed, why, and what to do about it.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>
#include <tl/expected.hpp>

namespace tenure::wrapper {

template <typename T = void>
using Result = tl::expected<T, std::string>;

inline tl::unexpected<std::string> Failure(std::string sentence) {
  return tl::unexpected<std::string>(std::move(sentence));
}

// "WHAT: No space left on device", from errno.
inline tl::unexpected<std::string> SystemFailure(const std::string& what, int error = errno) {
  return Failure(what + ": " + std::generic_category().message(error));
}

}  // namespace tenure::wrapper
