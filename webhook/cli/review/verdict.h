#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "policies/engine/decision.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"
#include "policies/mortality/mortality.h"
#include "webhook/cli/review/explanation.h"
#include "webhook/cli/review/submission.h"

namespace tenure {

// What pods are judged by.
struct Bench {
  const Policy& policy;
  const Estimates& estimates;
  bool privileged_namespace = false;
  const Ceiling* ceiling = nullptr;  // of the server; null: it allows nothing
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
};

// What would become of one pod: both webhooks, one after the other.
struct Verdict {
  Submission submission;
  Decision mutation;    // class, why, changes
  Decision validation;  // findings
  std::string patch;    // JSON Patch (RFC 6902); empty: nothing is changed
  nlohmann::json pod;   // as it was asked about, with the API server's defaults
  nlohmann::json stored_pod;
  std::vector<std::string> warnings;  // as the API server would pass them on
  std::set<std::string> filled_in;    // defaults of the API server, one phrase each

  // Where they were asked for.
  std::optional<Explanation> explanation;
  std::optional<std::vector<Mortality>> mortality;

  [[nodiscard]] bool IsAdmitted() const { return !validation.Refused(); }
};

// An error says where the pod cannot be read as one, and why.
[[nodiscard]] tl::expected<Verdict, InputError> Judge(const Bench& bench, Submission submission);

}  // namespace tenure
