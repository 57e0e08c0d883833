#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenure {

// What a connection waits for.
enum class ConnectionState : std::uint8_t {
  kHandshake,
  kFresh,      // its first request
  kIdle,       // its next request
  kHead,       // the rest of a head
  kBody,       // the rest of a body
  kDeciding,   // the worker
  kWriting,    // the client, to read the response
  kLingering,  // the client, to close; all it sends is thrown away
  kClosed,
};

// Those that there are connections in.
inline constexpr std::size_t kConnectionStates = static_cast<std::size_t>(ConnectionState::kClosed);
inline constexpr std::array<std::string_view, kConnectionStates> kConnectionStateNames = {
    "handshake", "fresh", "idle", "head", "body", "deciding", "writing", "lingering"};

}  // namespace tenure
