#include "webhook/cli/policy_file.h"

#include <utility>

#include "certs/files.h"
#include "policies/language/reader.h"

namespace tenure {

std::optional<Policy> LoadPolicy(const std::string& name, std::string_view text,
                                 std::ostream& errors) {
  auto read = ReadPolicyFile(text);
  if (!read) {
    for (const PolicyError& error : read.error()) errors << error.Text(name) << '\n';
    return std::nullopt;
  }
  for (const PolicyError& warning : read->warnings) {
    errors << "warning: " << warning.Text(name) << '\n';
  }
  return std::move(read->policy);
}

std::optional<Policy> LoadPolicyFile(const std::string& file, std::ostream& errors) {
  if (file.empty()) return LoadPolicy("the built-in policy", DefaultPolicyText(), errors);
  const auto text = ReadFile(file);
  if (!text) {
    errors << text.error() << '\n';
    return std::nullopt;
  }
  return LoadPolicy(file, *text, errors);
}

}  // namespace tenure
