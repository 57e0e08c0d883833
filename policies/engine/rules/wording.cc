#include "policies/engine/rules/wording.h"

#include "policies/pod/json_pointer.h"

namespace tenure::rules {

std::string AnnotationPointer(std::string_view key) {
  return Pointer("/metadata/annotations", key);
}

}  // namespace tenure::rules
