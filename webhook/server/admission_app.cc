#include "webhook/server/admission_app.h"

#include <exception>
#include <utility>

#include "policies/pod/scan.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/decide_workload.h"
#include "webhook/admission/response.h"
#include "webhook/listener/limits.h"
#include "webhook/server/decision_line.h"

namespace tenure {
namespace {

constexpr std::string_view kJson = "application/json";

// The media type without its parameters, in any case (RFC 9110, section 8.3.1).
bool IsJson(std::string_view content_type) {
  content_type = content_type.substr(0, content_type.find(';'));
  return EqualsIgnoringCase(Trimmed(content_type, IsSpace), kJson);
}

Result ResultOf(Phase phase, const Decision& decision) {
  if (phase == Phase::kValidate && decision.Refused()) return Result::kRefused;
  const bool patched = phase == Phase::kMutate && decision.mode == Level::kEnforce;
  if (patched && !decision.changes.empty()) return Result::kPatched;
  return decision.left_alone ? Result::kLeftAlone : Result::kAllowed;
}

void Encode(Phase phase, const Review& review, const Decision& decision, const Policy& policy,
            HttpResponse& response) {
  response.content_type = kJson;
  const auto append = phase == Phase::kMutate ? AppendMutateResponse : AppendValidateResponse;
  append(response.body, review.uid, decision, policy.hash);
}

}  // namespace

void AdmissionApp::Handle(const HttpRequest& request, HttpResponse& response) {
  const Endpoint* endpoint = FindEndpoint(request.Path());
  if (endpoint == nullptr) {
    return Reject(Malformed::kPath, 404, "there is no such path; try /mutate or /validate",
                  response);
  }
  if (request.method != "POST") {
    response.allow = "POST";
    return Reject(Malformed::kMethod, 405, "only POST is served here", response);
  }
  if (!IsJson(request.content_type)) {
    return Reject(Malformed::kContentType, 415, "the content type must be application/json",
                  response);
  }
  if (request.body.size() > limits::kBodyBytes) {
    return Reject(Malformed::kTooLarge, 413, "the body has more than 8 MiB", response);
  }
  Answer(*endpoint, request, response);
}

void AdmissionApp::Reject(Malformed reason, int status, std::string_view sentence,
                          HttpResponse& response) {
  metrics_.CountMalformed(reason);
  response.status = status;
  response.body = sentence;
  response.body += '\n';
}

void AdmissionApp::Answer(const Endpoint& endpoint, const HttpRequest& request,
                          HttpResponse& response) {
  const auto started = Clock::now();
  metrics_.ObserveQueueTime(std::chrono::duration<double>(started - request.arrived).count());
  const DocumentPool::Lease document(documents_);
  auto review = DecodeReview(*document, request.body, request.readable_beyond_body);
  if (!review) return Reject(Malformed::kBody, 400, review.error(), response);
  review->request.phase = endpoint.phase;
  review->request.privileged_namespace = endpoint.privileged_namespace;
  review->request.ceiling = &ceiling_;
  review->request.now = std::chrono::system_clock::now();
  // What cannot be read matters only where it would be decided upon: nothing
  // that is stored already may keep a pod from being deleted.
  const bool is_read = (review->has_pod && !endpoint.of_workloads) || endpoint.of_policy;
  if (is_read && review->unreadable) {
    return Fail(endpoint, *review, review->unreadable->Text(), response);
  }
  try {
    if (endpoint.of_policy) return policy_reviews_.Answer(*review, request.target, response);
    Decide(request, endpoint, *review, started, response);
    if (RecentAdmissions::IsWorthKeeping(*review)) {
      recent_.Offer(request.body, endpoint.privileged_namespace);
    }
  } catch (const std::exception& error) {
    Fail(endpoint, *review, error.what(), response);
  }
}

void AdmissionApp::Decide(const HttpRequest& request, const Endpoint& endpoint,
                          const Review& review, Clock::time_point started, HttpResponse& response) {
  const auto basis = policy_.Get();
  const auto decide = endpoint.of_workloads ? DecideWorkload : DecideReview;
  const Decision decision = decide(basis->policy, *basis->estimates, review);
  Encode(endpoint.phase, review, decision, basis->policy, response);

  const auto duration = Clock::now() - started;
  const Result result = ResultOf(endpoint.phase, decision);
  metrics_.CountDecision(endpoint.name, review.request.operation, decision, result);
  if (endpoint.phase == Phase::kMutate) metrics_.CountWithheld(decision);
  metrics_.ObserveDuration(endpoint.name, std::chrono::duration<double>(duration).count());
  if (!IsLogged(decision)) return;
  LogLine line = log_.Line("decision");
  FillDecisionLine(line,
                   {.endpoint = endpoint,
                    .review = review,
                    .decision = decision,
                    .policy_hash = basis->policy.hash,
                    .result = result,
                    .duration = std::chrono::duration_cast<std::chrono::microseconds>(duration),
                    .traceparent = request.traceparent});
  log_.Write(line);
}

bool AdmissionApp::IsLogged(const Decision& decision) {
  if (!decision.class_name.empty() || !decision.findings.empty()) return true;
  if (sampling_.unclassified_every == 0) return false;
  return unclassified_++ % sampling_.unclassified_every == 0;
}

void AdmissionApp::Fail(const Endpoint& endpoint, const Review& review, const std::string& why,
                        HttpResponse& response) {
  metrics_.CountFailure(endpoint.name, review.request.operation);
  log_.Write(log_.Line("failure")
                 .Add("uid", review.uid)
                 .Add("phase", endpoint.name)
                 .Add("namespace", review.request.name_space)
                 .Add("name", review.name)
                 .Add("error", why));
  response.body.clear();
  if (endpoint.phase == Phase::kMutate) {
    response.content_type = kJson;
    AppendAllowedResponse(response.body, review.uid, "tenure changed nothing: " + why);
  } else {
    response.status = 500;
    response.content_type = HttpResponse().content_type;
    response.body = "no decision could be made: " + why + '\n';
  }
}

}  // namespace tenure
