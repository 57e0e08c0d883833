#include "policies/language/types/all_mappings.h"

#include <algorithm>

namespace tenure {
namespace {

void Collect(const MappingInfo& mapping, std::vector<const MappingInfo*>& all) {
  if (std::ranges::find(all, &mapping) != all.end()) return;
  all.push_back(&mapping);
  for (const FieldInfo& field : mapping.fields) {
    for (const MappingInfo* inner : field.type.mappings) Collect(*inner, all);
  }
}

}  // namespace

std::vector<const MappingInfo*> AllMappings(const MappingInfo& root) {
  std::vector<const MappingInfo*> all;
  Collect(root, all);
  return all;
}

}  // namespace tenure
