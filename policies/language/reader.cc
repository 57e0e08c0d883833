#include "policies/language/reader.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "policies/language/cross_checks.h"
#include "policies/language/file_hash.h"
#include "policies/language/tables/names.h"
#include "policies/language/tables/policy_table.h"
#include "policies/language/types/reading.h"
#include "policies/language/yaml/yaml_tree.h"

namespace tenure {
namespace {

void SortByPlace(std::vector<PolicyError>& errors) {
  std::ranges::stable_sort(
      errors, {}, [](const PolicyError& error) { return std::tuple(error.line, error.column); });
}

void AddYamlErrors(Reading& reading, std::vector<YamlError> errors) {
  for (YamlError& error : errors) {
    reading.errors.push_back(
        {error.at.line, error.at.column, std::move(error.path), std::move(error.message)});
  }
}

std::optional<Policy> ReadRoot(Reading& reading, const YamlNode& root) {
  auto policy = Read(reading, root, PolicyTable().AsType());
  if (!policy) return std::nullopt;
  CheckNames(reading);
  if (reading.errors.empty()) CheckAcross(reading, root, *policy);
  return policy;
}

}  // namespace

std::string PolicyError::Text(std::string_view file) const {
  std::string text(file);
  if (line > 0) text += ':' + std::to_string(line) + ':' + std::to_string(column);
  text += ": ";
  if (!path.empty()) text += path + ": ";
  return text + message;
}

tl::expected<ReadPolicy, std::vector<PolicyError>> ReadPolicyFile(std::string_view yaml) {
  Reading reading;
  YamlTree tree = ReadYaml(yaml);
  AddYamlErrors(reading, std::move(tree.errors));
  auto policy = tree.root ? ReadRoot(reading, *tree.root) : std::nullopt;
  if (!policy || !reading.errors.empty()) {
    SortByPlace(reading.errors);
    return tl::unexpected(std::move(reading.errors));
  }
  policy->hash = FileHash(yaml);
  SortByPlace(reading.warnings);
  return ReadPolicy{*std::move(policy), std::move(reading.warnings)};
}

}  // namespace tenure
