#include "webhook/cli/certs/arguments.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "policies/pod/duration.h"

namespace tenure {
namespace {

// A DNS name, with or without a wildcard label in front (RFC 5890, LDH labels).
bool IsDnsName(const std::string& name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
  const std::string_view rest = std::string_view(name).substr(name.starts_with("*.") ? 2 : 0);
  constexpr std::size_t kLongest = 253;
  return !rest.empty() && name.size() <= kLongest &&
         rest.find_first_not_of(kAllowed) == std::string_view::npos && !rest.starts_with('.') &&
         rest.find("..") == std::string_view::npos;
}

bool IsAddress(const std::string& address) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, address.c_str(), bytes.data()) == 1 ||
         inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
}

}  // namespace

tl::expected<std::chrono::hours, std::string> ParseLife(const char* option,
                                                        const std::string& text) {
  const auto duration = Duration::Parse(text);
  const std::string quoted = std::string(option) + ": \"" + text + "\" is ";
  if (!duration) return tl::unexpected(quoted + duration.error());
  const std::chrono::seconds seconds{duration->seconds()};
  const auto whole = std::chrono::duration_cast<std::chrono::hours>(seconds);
  if (whole < std::chrono::hours{1}) return tl::unexpected(quoted + "less than an hour");
  return whole;
}

tl::expected<ServerNames, std::string> ReadNames(const NameArguments& arguments) {
  ServerNames names = NamesOfService(arguments.service, arguments.name_space);
  names.dns.insert(names.dns.end(), arguments.dns.begin(), arguments.dns.end());
  names.ip = arguments.ip;
  for (const std::string& name : names.dns) {
    if (!IsDnsName(name)) return tl::unexpected('"' + name + "\" is no DNS name");
  }
  for (const std::string& address : names.ip) {
    if (!IsAddress(address)) return tl::unexpected("--ip: \"" + address + "\" is no address");
  }
  return names;
}

void AddServiceOptions(CLI::App& parser, std::string& service, std::string& name_space) {
  parser.add_option("--service", service, "The Service that the API server calls")
      ->type_name("NAME")
      ->capture_default_str();
  parser.add_option("--namespace", name_space, "Its namespace")
      ->type_name("NAME")
      ->capture_default_str();
}

void AddNameOptions(CLI::App& parser, std::vector<std::string>& dns, std::vector<std::string>& ip) {
  parser.add_option("--dns", dns, "One more name of the server; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  parser.add_option("--ip", ip, "An address of the server; may be repeated")
      ->type_name("ADDRESS")
      ->allow_extra_args(false);
}

void AddLifeOptions(CLI::App& parser, std::string& life, std::string& ca_life) {
  parser.add_option("--life", life, "Of certificates; they do not outlive their CA")
      ->type_name("DURATION")
      ->capture_default_str();
  parser.add_option("--ca-life", ca_life, "Of a CA that is made")
      ->type_name("DURATION")
      ->capture_default_str();
}

}  // namespace tenure
