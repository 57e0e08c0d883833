#pragma once

#include <string>
#include <tl/expected.hpp>

#include "webhook/listener/address.h"
#include "webhook/listener/file_descriptor.h"

namespace tenure {

struct ListeningSocket {
  FileDescriptor socket;  // does not block
  std::string address;    // that it is bound to: "127.0.0.1:8443", "[::1]:8443"
};

// Bound and listening. The error names the address: "127.0.0.1:80: Permission denied".
[[nodiscard]] tl::expected<ListeningSocket, std::string> ListenOn(const Address& address);

}  // namespace tenure
