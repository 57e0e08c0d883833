#include <algorithm>

#include "policies/language/yaml/quoted.h"
#include "policies/language/yaml/yaml_tree.h"

namespace tenure {

const YamlNode* YamlNode::Find(std::string_view name) const {
  if (kind != Kind::kMapping) return nullptr;
  const auto found = std::ranges::find(
      children, name, [](const auto& child) -> std::string_view { return child->key; });
  return found == children.end() ? nullptr : found->get();
}

std::string YamlNode::Path() const {
  if (parent == nullptr) return "";
  const std::string above = parent->Path();
  if (parent->kind == Kind::kList) return above + '[' + std::to_string(index) + ']';
  const std::string name = Clipped(key);
  // A key such as karpenter.sh/do-not-disrupt would look like a path of its own.
  const bool is_word = name.find_first_of(".[] /") == std::string::npos;
  if (!is_word) return above + "[\"" + name + "\"]";
  return above.empty() ? name : above + '.' + name;
}

}  // namespace tenure
