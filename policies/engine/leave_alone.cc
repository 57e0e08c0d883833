#include "policies/engine/leave_alone.h"

#include <algorithm>
#include <string_view>

#include "policies/engine/exemption.h"
#include "policies/engine/fitted.h"
#include "policies/engine/globs.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

bool IsExemptServiceAccount(const Policy& policy, const Request& request) {
  const auto& accounts = policy.exempt.service_accounts;
  return !accounts.empty() && MatchesAny(accounts, ServiceAccountOf(request));
}

bool IsOfDaemonSet(const Pod& pod) {
  const OwnerReference* owner = pod.metadata.Controller();
  return owner != nullptr && owner->kind == "DaemonSet" && owner->api_version.starts_with("apps/");
}

// By checkpoint-restore-operator: by its PodRestore, or marked with the images
// that its containers come from.
bool IsRestored(const Metadata& metadata) {
  const OwnerReference* owner = metadata.Controller();
  if (owner != nullptr && owner->kind == "PodRestore") return true;
  return metadata.annotations &&
         std::ranges::any_of(*metadata.annotations, [](const KeyValue& annotation) {
           return annotation.key.starts_with("restore.criu.org/checkpoint-path");
         });
}

// The reason is a user's text of any length.
std::optional<LeaveAlone> ExemptedByAnnotation(const Request& request) {
  constexpr std::size_t kLongestWhy = 240;
  const auto text = request.pod.metadata.Annotation(names::kExempt);
  if (!text) return std::nullopt;
  const auto exemption = Exemption::Parse(*text);
  if (!exemption || exemption->HasEnded(request.now)) return std::nullopt;
  LeaveAlone reason{.why = Fitted("exempt: {}", {{*text}}, kLongestWhy),
                    .keeps_rules = true,
                    .exempt_by = ExemptBy::kAnnotation};
  if (const auto end = exemption->EndsSoon(request.now)) {
    reason.notice =
        "tenure.dev/exempt ends after " + *end + ": from then on this pod is treated as any other";
  }
  return reason;
}

std::optional<LeaveAlone> Exempted(const Policy& policy, const Request& request) {
  if (MatchesAny(policy.exempt.namespaces, request.name_space)) {
    return LeaveAlone{.why = "exempt: namespace " + std::string(request.name_space),
                      .exempt_by = ExemptBy::kNamespace};
  }
  if (IsExemptServiceAccount(policy, request)) {
    return LeaveAlone{
        .why = "exempt: service account " + std::string(request.pod.spec.service_account_name),
        .exempt_by = ExemptBy::kServiceAccount};
  }
  return policy.exempt.annotation ? ExemptedByAnnotation(request) : std::nullopt;
}

// Whoever names a strategy counts on it, and is told.
LeaveAlone Unprotected(const Pod& pod, std::string why) {
  LeaveAlone reason{.why = std::move(why), .keeps_rules = true};
  const auto strategy = pod.metadata.Annotation(names::kCheckpoint);
  if (strategy && *strategy != "none") {
    reason.notice = "nothing is saved, tenure.dev/checkpoint has no effect: " + reason.why;
  }
  return reason;
}

}  // namespace

std::optional<LeaveAlone> WhyUntouchable(const Policy& policy, const Request& request) {
  // A changed mirror pod makes the kubelet delete it at once
  // (plugin/pkg/admission/serviceaccount/admission.go).
  if (request.pod.metadata.Annotation(names::kMirrorPod)) return LeaveAlone{"mirror pod"};
  // A restored pod must equal the template that was checkpointed (KEP-5823).
  if (request.pod.spec.restores_checkpoint || IsRestored(request.pod.metadata)) {
    return LeaveAlone{"restored from a checkpoint"};
  }
  return Exempted(policy, request);
}

std::optional<LeaveAlone> WhyLeaveAlone(const Policy& policy, const Request& request) {
  if (auto untouchable = WhyUntouchable(policy, request)) return untouchable;
  const Pod& pod = request.pod;
  if (IsOfDaemonSet(pod)) return Unprotected(pod, "pod of a DaemonSet");
  if (!pod.spec.node_name.empty()) return Unprotected(pod, "bound to a node already");
  if (pod.spec.os_name == "windows") return Unprotected(pod, "Windows pod");
  if (pod.spec.containers.empty()) return LeaveAlone{"has no containers"};
  return std::nullopt;
}

}  // namespace tenure
