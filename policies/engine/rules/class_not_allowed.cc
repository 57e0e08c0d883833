#include "policies/engine/globs.h"
#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/names.h"

namespace tenure::rules {
namespace {

bool Allows(const Allow& allow, const Request& request) {
  if (allow.namespaces.empty() && allow.service_accounts.empty()) return true;
  if (MatchesAny(allow.namespaces, request.name_space)) return true;
  return !allow.service_accounts.empty() &&
         MatchesAny(allow.service_accounts, ServiceAccountOf(request));
}

}  // namespace

void ClassNotAllowed(const Case& about, Report& report) {
  const ClassPolicy* claimed = about.of_class();
  if (claimed == nullptr && about.is_of_another_policy) {
    claimed = about.policy.FindClass(about.subject.earlier.class_name);
  }
  if (claimed == nullptr || Allows(claimed->allow, about.subject.request)) return;
  report.Add("class {} is not allowed in namespace {}; remove tenure.dev/class, or ask for it",
             {claimed->name, about.subject.request.name_space}, AnnotationPointer(names::kClass));
}

}  // namespace tenure::rules
