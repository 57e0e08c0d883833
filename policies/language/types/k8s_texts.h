#pragma once

#include <string>

#include "policies/language/types/collections.h"
#include "policies/language/types/type.h"

namespace tenure {

// The strings of k8s_names.h as types. `what` is what they are here: "a taint key".
[[nodiscard]] Type<std::string> LabelKey(const std::string& what);
[[nodiscard]] Type<std::string> LabelValue(const std::string& what);
[[nodiscard]] Type<std::string> DnsLabel(const std::string& what);
[[nodiscard]] Type<std::string> DnsSubdomain(const std::string& what);
[[nodiscard]] Type<std::string> MountPath();
[[nodiscard]] Type<std::string> Capability();

[[nodiscard]] KeyRule LabelKeyRule();
[[nodiscard]] KeyRule AnnotationKeyRule();
[[nodiscard]] KeyRule EnvNameRule();
[[nodiscard]] KeyRule MountPathRule();

}  // namespace tenure
