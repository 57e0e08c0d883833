#pragma once

#include "policies/language/match.h"
#include "policies/language/types/type.h"

namespace tenure {

// Shell patterns with * and ?, each over the characters that its names can have,
// so that a pattern which could never match is an error.
[[nodiscard]] Type<Glob> NamespaceGlob();
[[nodiscard]] Type<Glob> ServiceAccountGlob();  // namespace/name
[[nodiscard]] Type<Glob> ImageGlob();
[[nodiscard]] Type<Glob> OwnerKindGlob();
[[nodiscard]] Type<Glob> RuntimeClassGlob();
[[nodiscard]] Type<Glob> LabelValueGlob();
[[nodiscard]] Type<Glob> AnnotationValueGlob();

}  // namespace tenure
