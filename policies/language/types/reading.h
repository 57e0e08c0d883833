#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policies/language/reader.h"
#include "policies/language/yaml/yaml_tree.h"
#include "policies/pod/duration.h"

namespace tenure {

// A scalar that gives something a name, or refers to it by that name.
struct NameUse {
  enum class Kind : std::uint8_t { kClass, kStrategy };
  Kind kind = Kind::kClass;
  const YamlNode* node = nullptr;
};

// What has been learnt of a policy file while it is being read: above all, what
// is wrong with it.
struct Reading {
  std::vector<PolicyError> errors;
  std::vector<PolicyError> warnings;
  std::optional<Duration> typical_runtime;  // `runtime.typical`; it is read before the classes
  std::vector<NameUse> declared;
  std::vector<NameUse> referred;

  void Fail(const YamlNode& node, std::string message);
  void FailAtKey(const YamlNode& node, std::string message);  // of its mapping, at the key
  void Warn(const YamlNode& node, std::string message);
};

}  // namespace tenure
