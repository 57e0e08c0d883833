#include "webhook/listener/address.h"

#include <charconv>
#include <optional>

namespace tenure {
namespace {

constexpr int kLargestPort = 65535;

std::optional<int> ParsePort(std::string_view text) {
  int port = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || port < 0 || port > kLargestPort) return std::nullopt;
  return port;
}

}  // namespace

tl::expected<Address, std::string> ParseAddress(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return tl::unexpected(std::string("not an address and a port, like 0.0.0.0:8443"));
  }
  const auto port = ParsePort(text.substr(colon + 1));
  if (!port) return tl::unexpected(std::string("without a port between 0 and 65535"));
  std::string_view host = text.substr(0, colon);
  const bool in_brackets = host.starts_with('[') && host.ends_with(']');
  if (in_brackets) host = host.substr(1, host.size() - 2);
  if (!in_brackets && host.find(':') != std::string_view::npos) {
    return tl::unexpected(std::string("not clear: write IPv6 as [::1]:8443"));
  }
  Address address{.port = *port};
  if (!host.empty()) address.host = host;
  return address;
}

}  // namespace tenure
