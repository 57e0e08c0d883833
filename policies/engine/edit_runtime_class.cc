#include "policies/engine/edit_runtime_class.h"

#include <string_view>

namespace tenure {

void SetRuntimeClass(Draft& draft, std::string_view name) {
  std::string_view& has = draft.pod().spec.runtime_class_name;
  if (!has.empty()) return;
  draft.Record({.path = "/spec/runtimeClassName",
                .present = std::string_view("/spec").size(),
                .now = draft.texts().JsonString(name),
                .by = Protection::kCheckpoint});
  has = draft.texts().Keep(name);
}

}  // namespace tenure
