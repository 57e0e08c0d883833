#include "webhook/admission/audit_annotations.h"

#include "webhook/admission/one_line.h"

namespace tenure {
namespace {

std::string FindingList(const std::vector<Finding>& findings) {
  std::string list;
  for (const Finding& finding : findings) {
    if (!list.empty()) list += ", ";
    list += finding.rule;
    list += '=';
    list += Name(finding.level);
  }
  return list;
}

}  // namespace

std::vector<AuditAnnotation> AuditAnnotations(const Decision& decision,
                                              std::string_view policy_hash) {
  std::vector<AuditAnnotation> annotations;
  const bool of_class = !decision.class_name.empty();
  if (!of_class && decision.findings.empty()) return annotations;
  if (of_class) annotations.push_back({"class", OneLine(decision.class_name)});
  if (!decision.why.empty()) annotations.push_back({"decision", OneLine(decision.why)});
  if (!decision.findings.empty()) {
    annotations.push_back({"findings", FindingList(decision.findings)});
  }
  annotations.push_back({"policy", std::string(policy_hash)});
  return annotations;
}

}  // namespace tenure
