#include "webhook/admission/audit_annotations.h"

#include "webhook/admission/messages.h"
#include "webhook/admission/one_line.h"

namespace tenure {
namespace {

constexpr std::size_t kMost = 6;  // annotations

// "unknown-class=audit(enforce)": what it is, and what it would be were the
// mode `enforce`.
std::string FindingList(const std::vector<Finding>& findings) {
  std::string list;
  for (const Finding& finding : findings) {
    if (!list.empty()) list += ", ";
    list += finding.rule;
    list += '=';
    list += Name(finding.level);
    if (finding.by_rule > finding.level) list += '(' + std::string(Name(finding.by_rule)) + ')';
  }
  return list;
}

// "audit, outside the rollout"
std::string ModeText(const Decision& decision) {
  std::string text(Name(decision.mode));
  if (decision.is_outside_rollout) text += ", outside the rollout";
  return text;
}

}  // namespace

std::vector<AuditAnnotation> AuditAnnotations(const Decision& decision,
                                              std::string_view policy_hash) {
  std::vector<AuditAnnotation> annotations;
  const bool of_class = !decision.class_name.empty();
  const bool by_annotation = decision.exempt_by == ExemptBy::kAnnotation;
  if (!of_class && !by_annotation && decision.findings.empty()) return annotations;
  annotations.reserve(kMost);
  if (of_class) annotations.push_back({"class", OneLine(decision.class_name)});
  if (!decision.why.empty()) annotations.push_back({"decision", OneLine(decision.why)});
  if (!decision.findings.empty()) {
    annotations.push_back({"findings", FindingList(decision.findings)});
  }
  if (decision.mode != Level::kEnforce) {
    annotations.push_back({"mode", ModeText(decision)});
    if (!decision.changes.empty()) {
      annotations.push_back({"withheld", ProtectionList(decision.changes)});
    }
  }
  annotations.push_back({"policy", std::string(policy_hash)});
  return annotations;
}

}  // namespace tenure
