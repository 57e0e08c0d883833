#include "webhook/admission/response.h"

#include "policies/pod/json_text.h"
#include "policies/pod/patch.h"
#include "webhook/admission/audit_annotations.h"
#include "webhook/admission/base64.h"
#include "webhook/admission/messages.h"
#include "webhook/admission/one_line.h"

namespace tenure {
namespace {

void Open(std::string& out, std::string_view uid, bool allowed) {
  out += R"({"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":)";
  AppendJsonString(out, uid);
  out += allowed ? R"(,"allowed":true)" : R"(,"allowed":false)";
}

void Close(std::string& out) { out += "}}"; }

// patch and patchType: both or neither, or the call counts as failed.
void AppendPatch(std::string& out, const Decision& decision) {
  if (decision.mode != Level::kEnforce || decision.changes.empty()) return;
  out += R"(,"patchType":"JSONPatch","patch":")";
  AppendBase64(out, JsonPatch(decision.changes));
  out += '"';
}

// Go's own reason for 403; kubectl prints "(Forbidden)" from it.
void AppendRefusal(std::string& out, const Decision& decision) {
  out += R"(,"status":{"code":403,"reason":"Forbidden","message":)";
  AppendJsonString(out, RefusalMessage(decision));
  out += '}';
}

void AppendWarnings(std::string& out, const std::vector<std::string>& warnings) {
  if (warnings.empty()) return;
  out += R"(,"warnings":)";
  char before = '[';
  for (const std::string& warning : warnings) {
    out += before;
    AppendJsonString(out, warning);
    before = ',';
  }
  out += ']';
}

std::vector<std::string> Fitting(const std::vector<std::string>& texts) {
  std::vector<std::string> warnings;
  warnings.reserve(texts.size());
  for (const std::string& text : texts) warnings.push_back(OneLine(text, kWarningLimit));
  return warnings;
}

void AppendAudit(std::string& out, const Decision& decision, std::string_view policy_hash) {
  const auto annotations = AuditAnnotations(decision, policy_hash);
  if (annotations.empty()) return;
  out += R"(,"auditAnnotations":)";
  char before = '{';
  for (const AuditAnnotation& annotation : annotations) {
    out += before;
    AppendJsonString(out, annotation.key);
    out += ':';
    AppendJsonString(out, annotation.value);
    before = ',';
  }
  out += '}';
}

}  // namespace

void AppendMutateResponse(std::string& out, std::string_view uid, const Decision& decision,
                          std::string_view policy_hash) {
  Open(out, uid, true);
  AppendPatch(out, decision);
  AppendWarnings(out, MutateWarnings(decision));
  AppendAudit(out, decision, policy_hash);
  Close(out);
}

void AppendValidateResponse(std::string& out, std::string_view uid, const Decision& decision,
                            std::string_view policy_hash) {
  const bool refused = decision.Refused();
  Open(out, uid, !refused);
  if (refused) AppendRefusal(out, decision);
  AppendWarnings(out, ValidateWarnings(decision));
  AppendAudit(out, decision, policy_hash);
  Close(out);
}

void AppendAllowedResponse(std::string& out, std::string_view uid, std::string_view warning) {
  std::vector<std::string> warnings;
  if (!warning.empty()) warnings.emplace_back(warning);
  AppendAllowedResponse(out, uid, warnings);
}

void AppendAllowedResponse(std::string& out, std::string_view uid,
                           const std::vector<std::string>& warnings) {
  Open(out, uid, true);
  AppendWarnings(out, Fitting(warnings));
  Close(out);
}

void AppendInvalidResponse(std::string& out, std::string_view uid, std::string_view message,
                           const std::vector<std::string>& warnings) {
  Open(out, uid, false);
  out += R"(,"status":{"code":422,"reason":"Invalid","message":)";
  AppendJsonString(out, message);
  out += '}';
  AppendWarnings(out, Fitting(warnings));
  Close(out);
}

}  // namespace tenure
