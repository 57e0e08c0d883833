#include "webhook/cli/review/verdict.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "policies/pod/patch.h"
#include "policies/workload/json_access.h"
#include "webhook/admission/api_defaults.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/messages.h"
#include "webhook/admission/review.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::string_view kObject = "/request/object";

InputError ErrorAt(const Submission& submission, std::string_view pod_pointer,
                   const std::string& message) {
  const std::string pointer = submission.root + std::string(pod_pointer);
  std::string where;
  if (!pod_pointer.empty()) where = std::string(pod_pointer) + ' ';
  return {.source = submission.document->source,
          .line = submission.document->LineOf(pointer),
          .message = submission.kind + ' ' + submission.name + ": " + where + message};
}

InputError Unreadable(const Submission& submission, const JsonError& error) {
  std::string_view pointer = error.pointer;
  if (pointer.starts_with(kObject)) pointer.remove_prefix(kObject.size());
  // What YAML takes for a number or a boolean: -1, 12, yes.
  const bool unquoted = submission.document->lines != nullptr &&
                        error.message.starts_with("must be a string, not a") &&
                        (error.message.ends_with("number") || error.message.ends_with("boolean"));
  return ErrorAt(submission, pointer, error.message + (unquoted ? "; put it in quotes" : ""));
}

tl::expected<Decision, InputError> Decide(const Bench& bench, const Submission& submission,
                                          Phase phase) {
  JsonDocument document;
  const std::string bytes = submission.review.dump();
  auto review = DecodeReview(document, bytes);
  if (!review) return tl::unexpected(ErrorAt(submission, "", review.error()));
  if (review->unreadable) return tl::unexpected(Unreadable(submission, *review->unreadable));
  review->request.phase = phase;
  review->request.privileged_namespace = bench.privileged_namespace;
  review->request.ceiling = bench.ceiling;
  review->request.alike = submission.alike;
  review->request.now = bench.now;
  return DecideReview(bench.policy, bench.estimates, *review);
}

// Where a review has a pod, which a deletion has not.
json* PodOf(Submission& submission) {
  json& request = submission.review["request"];
  if (!request.is_object() || !request.contains("object")) return nullptr;
  json& object = request["object"];
  return object.is_object() ? &object : nullptr;
}

// The API server completes a patched object anew; so do we.
tl::expected<void, InputError> Apply(Verdict& verdict, const Bench& bench, json& pod) {
  if (verdict.mutation.mode != Level::kEnforce || verdict.mutation.changes.empty()) return {};
  verdict.patch = JsonPatch(verdict.mutation.changes);
  try {
    pod = pod.patch(json::parse(verdict.patch));
  } catch (const json::exception& error) {
    return tl::unexpected(
        ErrorAt(verdict.submission, "",
                std::string("the patch does not apply, please report this: ") + error.what()));
  }
  std::set<std::string> said_already;
  FillInApiDefaults(pod, bench.policy, said_already);
  return {};
}

std::vector<std::string> WarningsOf(const Verdict& verdict) {
  std::vector<std::string> warnings = MutateWarnings(verdict.mutation);
  std::ranges::move(ValidateWarnings(verdict.validation), std::back_inserter(warnings));
  return warnings;
}

void Complete(Verdict& verdict, const Bench& bench, json& pod) {
  if (!KnowsPriority(pod, bench.policy)) {
    verdict.submission.caveats.push_back("the value of PriorityClass " +
                                         TextMember(pod["spec"], "priorityClassName") +
                                         " is not known here");
  }
  FillInApiDefaults(pod, bench.policy, verdict.filled_in);
}

}  // namespace

tl::expected<Verdict, InputError> Judge(const Bench& bench, Submission submission) {
  Verdict verdict{.submission = std::move(submission)};
  json* pod = PodOf(verdict.submission);
  if (pod != nullptr) {
    if (!verdict.submission.is_recorded) Complete(verdict, bench, *pod);
    verdict.pod = *pod;
  }
  auto mutation = Decide(bench, verdict.submission, Phase::kMutate);
  if (!mutation) return tl::unexpected(mutation.error());
  verdict.mutation = std::move(*mutation);
  if (pod != nullptr) {
    if (auto applied = Apply(verdict, bench, *pod); !applied) {
      return tl::unexpected(applied.error());
    }
    verdict.stored_pod = *pod;
  }
  auto validation = Decide(bench, verdict.submission, Phase::kValidate);
  if (!validation) return tl::unexpected(validation.error());
  verdict.validation = std::move(*validation);
  verdict.warnings = WarningsOf(verdict);
  return verdict;
}

}  // namespace tenure
