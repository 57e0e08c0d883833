#include "policies/language/types/reading.h"

#include <utility>

namespace tenure {
namespace {

PolicyError At(Position at, std::string path, std::string message) {
  return {at.line, at.column, std::move(path), std::move(message)};
}

}  // namespace

void Reading::Fail(const YamlNode& node, std::string message) {
  errors.push_back(At(node.at, node.Path(), std::move(message)));
}

void Reading::FailAtKey(const YamlNode& node, std::string message) {
  errors.push_back(At(node.key_at, node.parent->Path(), std::move(message)));
}

void Reading::Warn(const YamlNode& node, std::string message) {
  warnings.push_back(At(node.at, node.Path(), std::move(message)));
}

}  // namespace tenure
