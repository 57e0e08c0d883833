#include "tests/support/yaml_manifests.h"

#include <yaml-cpp/yaml.h>

#include "policies/language/yaml/plain_scalar.h"

namespace tenure::test {
namespace {

using nlohmann::json;

json ScalarOf(const YAML::Node& node) {
  const bool is_plain = node.Tag() == "?";
  if (!is_plain) return node.Scalar();
  switch (KindOfPlain(node.Scalar())) {
    case PlainKind::kBoolean:
      return node.as<bool>();
    case PlainKind::kInteger:
      return node.as<std::int64_t>();
    case PlainKind::kFloat:
      return node.as<double>();
    case PlainKind::kString:
      return node.Scalar();
  }
  return nullptr;
}

json ValueOf(const YAML::Node& node) {
  if (node.IsScalar()) return ScalarOf(node);
  if (node.IsSequence()) {
    json list = json::array();
    for (const YAML::Node& entry : node) list.push_back(ValueOf(entry));
    return list;
  }
  if (!node.IsMap()) return nullptr;
  json object = json::object();
  for (const auto& entry : node) object[entry.first.Scalar()] = ValueOf(entry.second);
  return object;
}

}  // namespace

std::vector<json> ManifestsOf(const std::string& yaml) {
  std::vector<json> manifests;
  for (const YAML::Node& document : YAML::LoadAll(yaml)) manifests.push_back(ValueOf(document));
  return manifests;
}

}  // namespace tenure::test
