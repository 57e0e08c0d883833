#include "webhook/server/policy_reviews.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "webhook/admission/response.h"
#include "webhook/server/replay.h"

namespace tenure {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::string_view kName = "validate-policy";
constexpr GroupVersionKind kConfigMapKind{"", "v1", "ConfigMap"};

// An API server stores and passes on long messages, but nobody reads them.
constexpr std::size_t kToldErrors = 20;

std::vector<std::string> Texts(const std::vector<PolicyError>& errors, const std::string& file) {
  std::vector<std::string> texts;
  texts.reserve(errors.size());
  for (const PolicyError& error : errors) texts.push_back(error.Text(file));
  return texts;
}

std::string Message(const std::vector<std::string>& errors) {
  if (errors.size() == 1) return errors.front();
  std::string message = std::to_string(errors.size()) + " errors";
  for (std::size_t i = 0; i < std::min(errors.size(), kToldErrors); ++i) {
    message += "\n- " + errors[i];
  }
  if (errors.size() > kToldErrors) message += "\n- ...";
  return message;
}

std::vector<std::string> Sentences(const Replayed& replayed) {
  std::vector<std::string> sentences;
  if (replayed.impact.changed() == 0) {
    sentences.push_back("none of " + std::to_string(replayed.impact.pods()) +
                        " recent pods would change");
  } else {
    sentences = replayed.impact.Sentences();
  }
  if (replayed.not_judged > 0) {
    sentences.push_back(std::to_string(replayed.not_judged) +
                        " older pods were not looked at, for want of time");
  }
  for (std::string& sentence : sentences) sentence.insert(0, "replay: ");
  return sentences;
}

}  // namespace

void PolicyReviews::Answer(const Review& review, std::string_view target, HttpResponse& response) {
  const Verdict verdict = Judge(review, ReplayBudget(target));
  response.content_type = "application/json";
  if (verdict.errors.empty()) {
    std::vector<std::string> warnings = verdict.warnings;
    warnings.insert(warnings.end(), verdict.impact.begin(), verdict.impact.end());
    AppendAllowedResponse(response.body, review.uid, warnings);
  } else {
    AppendInvalidResponse(response.body, review.uid, Message(verdict.errors), verdict.warnings);
  }
  Tell(review, verdict);
}

PolicyReviews::Verdict PolicyReviews::Judge(const Review& review, milliseconds budget) {
  Verdict verdict;
  if (review.kind != kConfigMapKind) return verdict;
  if (review.request.operation == Operation::kDelete) {
    verdict.warnings = {
        "tenure goes on with the last good policy; a replica that restarts does not "
        "start without one"};
    return verdict;
  }
  const auto text = review.config_data.Find(key_);
  if (text) return JudgeText(*text, budget);
  verdict.errors = {"data has no " + key_ +
                    ": tenure would go on with the last good policy, and not start again; write "
                    "the policy there"};
  return verdict;
}

PolicyReviews::Verdict PolicyReviews::JudgeText(std::string_view text, milliseconds budget) {
  auto read = ReadPolicyFile(text);
  Verdict verdict;
  if (!read) {
    verdict.errors = Texts(read.error(), key_);
    return verdict;
  }
  verdict.hash = read->policy.hash;
  verdict.warnings = Texts(read->warnings, key_);
  if (verdict.hash == policy_.Get()->policy.hash) return verdict;
  verdict.impact = ImpactOf(std::move(read->policy), budget);
  return verdict;
}

std::vector<std::string> PolicyReviews::ImpactOf(Policy policy, milliseconds budget) {
  const auto deadline = steady_clock::now() + budget;
  const std::lock_guard turn(replaying_);  // no longer than another's budget
  if (steady_clock::now() >= deadline) return {"replay: another edit is being replayed; ask again"};
  recent_.Absorb();
  const auto admissions = recent_.Newest();
  if (admissions.empty()) return {"replay: no recent pods to try it on"};
  const auto before = policy_.Get();
  const Basis after{.policy = std::move(policy), .estimates = before->estimates};
  Replayed replayed;
  RunAtLowPriority([&] {
    replayed =
        Replay(*before, after, admissions, std::chrono::system_clock::now(), deadline, &ceiling_);
  });
  return Sentences(replayed);
}

void PolicyReviews::Tell(const Review& review, const Verdict& verdict) {
  const Result result = verdict.errors.empty() ? Result::kAllowed : Result::kRefused;
  metrics_.CountDecision(kName, review.request.operation, {}, result);
  log_.Write(log_.Line("policy_review")
                 .Add("uid", review.uid)
                 .Add("operation", Name(review.request.operation))
                 .Add("namespace", review.request.name_space)
                 .Add("name", review.name)
                 .Add("user", review.request.user.name)
                 .Add("dry_run", review.request.dry_run)
                 .Add("result", Name(result))
                 .Add("policy", verdict.hash)
                 .AddList("errors", verdict.errors)
                 .AddList("impact", verdict.impact));
}

milliseconds ReplayBudget(std::string_view target) {
  constexpr milliseconds kLongest{3000};
  constexpr std::string_view kTimeout = "timeout=";
  const std::size_t at = target.find(kTimeout);
  if (at == std::string_view::npos) return kLongest;
  const std::string_view text = target.substr(at + kTimeout.size());
  int seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool is_seconds = error == std::errc() && end != text.data() + text.size() && *end == 's';
  if (!is_seconds || seconds <= 0) return kLongest;
  return std::min(kLongest, milliseconds(std::int64_t{seconds} * 500));
}

}  // namespace tenure
