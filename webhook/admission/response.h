#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/decision.h"

namespace tenure {

// The answers to a review: one AdmissionReview each, appended to `out` as JSON
// (apiserver/pkg/admission/plugin/webhook/request/admissionreview.go checks them).

// The mutating webhook's: always allowed; a patch where something changes and
// the policy is enforced. In the mode `warn` warnings say what would change.
void AppendMutateResponse(std::string& out, std::string_view uid, const Decision& decision,
                          std::string_view policy_hash);

// The validating webhook's: never a patch; refused (403) when a finding is
// enforced, with all of these in one message.
void AppendValidateResponse(std::string& out, std::string_view uid, const Decision& decision,
                            std::string_view policy_hash);

// Allowed and nothing else, but for a warning where there is one to give.
void AppendAllowedResponse(std::string& out, std::string_view uid, std::string_view warning = {});
void AppendAllowedResponse(std::string& out, std::string_view uid,
                           const std::vector<std::string>& warnings);

// Refused as invalid (422): what the object says cannot be.
void AppendInvalidResponse(std::string& out, std::string_view uid, std::string_view message,
                           const std::vector<std::string>& warnings);

}  // namespace tenure
