#include "policies/language/types/k8s_texts.h"

#include "policies/language/k8s_names.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

// For editors; what decides is k8s_names.cc.
constexpr const char* kDnsLabel = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$";
constexpr const char* kDnsSubdomain = "^[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?$";
constexpr const char* kLabelKey =
    "^([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
constexpr const char* kAnnotationKey =
    "^([A-Za-z0-9]([-.A-Za-z0-9]{0,251}[A-Za-z0-9])?/)?"
    "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
constexpr const char* kLabelValue = "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$";
constexpr const char* kEnvName = "^[-._a-zA-Z][-._a-zA-Z0-9]*$";
constexpr const char* kMountPath = "^/[^:]*[^:/][^:]*$";

}  // namespace

Type<std::string> LabelKey(const std::string& what) {
  return Text({.words = what, .pattern = kLabelKey, .problem = LabelKeyProblem});
}

Type<std::string> LabelValue(const std::string& what) {
  return Text({.words = what, .pattern = kLabelValue, .problem = LabelValueProblem});
}

Type<std::string> DnsLabel(const std::string& what) {
  return Text({.words = what, .pattern = kDnsLabel, .problem = [what](std::string_view text) {
                 return DnsLabelProblem(text, what);
               }});
}

Type<std::string> DnsSubdomain(const std::string& what) {
  return Text({.words = what, .pattern = kDnsSubdomain, .problem = [what](std::string_view text) {
                 return DnsSubdomainProblem(text, what);
               }});
}

Type<std::string> MountPath() {
  return Text(
      {.words = "a path in the container", .pattern = kMountPath, .problem = MountPathProblem});
}

Type<std::string> Capability() {
  return Text({.words = "a capability", .pattern = "^[A-Z_]+$", .problem = CapabilityProblem});
}

KeyRule LabelKeyRule() { return {"a label key", kLabelKey, LabelKeyProblem}; }
KeyRule AnnotationKeyRule() { return {"an annotation key", kAnnotationKey, AnnotationKeyProblem}; }
KeyRule EnvNameRule() { return {"a variable", kEnvName, EnvNameProblem}; }
KeyRule MountPathRule() { return {"a path", kMountPath, MountPathProblem}; }

}  // namespace tenure
