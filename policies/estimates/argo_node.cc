#include "policies/estimates/argo_node.h"

#include "policies/estimates/generated_name.h"

namespace tenure {
namespace {

// Without "[0]" (the group of parallel steps) and "(…)" (retry, or loop item,
// which may hold parentheses itself).
std::string WithoutIndices(std::string_view node_name) {
  std::string kept;
  int depth = 0;
  for (const char c : node_name) {
    if (c == '(' || c == '[') ++depth;
    if (depth == 0) kept += c;
    if ((c == ')' || c == ']') && depth > 0) --depth;
  }
  return kept;
}

}  // namespace

std::string ArgoStep(std::string_view workflow, std::string_view node_name) {
  std::string_view path = node_name;
  if (path.starts_with(workflow)) path.remove_prefix(workflow.size());
  std::string step(WithoutGeneratedSuffix(workflow));
  for (const char c : WithoutIndices(path)) {
    const bool separates = c == '.';
    if (separates && step.ends_with('/')) continue;
    step += separates ? '/' : c;
  }
  return step;
}

}  // namespace tenure
