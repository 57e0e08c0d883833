#include "policies/engine/rules/wording.h"

#include "policies/pod/json_pointer.h"

namespace tenure::rules {

std::string Quoted(std::string_view text) {
  constexpr std::size_t kShown = 24;
  const bool cut = text.size() > kShown;
  return '"' + std::string(text.substr(0, kShown)) + (cut ? "...\"" : "\"");
}

std::string AnnotationPointer(std::string_view key) {
  return Pointer("/metadata/annotations", key);
}

}  // namespace tenure::rules
