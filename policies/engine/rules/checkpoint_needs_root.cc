#include "policies/engine/globs.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

// What the container says, else what the pod says.
template <typename T>
std::optional<T> Effective(const Case& about, std::optional<T> SecurityContext::* member) {
  const auto& own = about.subject.main_container().security_context;
  if (own && (*own).*member) return (*own).*member;
  const auto& of_pod = about.subject.pod().spec.security_context;
  return of_pod ? (*of_pod).*member : std::nullopt;
}

void CheckUser(const Case& about, Report& report) {
  const std::string path =
      Pointer("/spec/containers", about.subject.main, std::string_view("securityContext"));
  const std::string_view container = about.subject.main_container().name;
  // Capabilities that are added reach no other user (KEP-2763).
  if (const auto user = Effective(about, &SecurityContext::run_as_user); user.value_or(0) != 0) {
    report.Add("container {} runs as user " + std::to_string(*user) +
                   ": its processes cannot be saved; set runAsUser: 0",
               {container}, path);
  } else if (Effective(about, &SecurityContext::run_as_non_root).value_or(false)) {
    report.Add("container {} is runAsNonRoot: its processes cannot be saved; set it to false",
               {container}, path);
  }
}

void CheckNamespaces(const Case& about, Report& report) {
  const PodSpec& spec = about.subject.pod().spec;
  if (spec.host_users == false) {
    report.Add("hostUsers: false: root is no root, processes cannot be saved; remove it",
               "/spec/hostUsers");
  }
  if (spec.host_pid) {
    report.Add("hostPID: the saved process ids are taken on the next node; remove it",
               "/spec/hostPID");
  }
  if (spec.share_process_namespace) {
    report.Add("shareProcessNamespace: other containers take the saved process ids; remove it",
               "/spec/shareProcessNamespace");
  }
}

void CheckRuntime(const Case& about, Report& report) {
  const std::string_view runtime = about.subject.pod().spec.runtime_class_name;
  if (runtime.empty() || !MatchesAny(about.policy.checkpoint.sandboxed_runtimes, runtime)) return;
  report.Add("runtimeClassName {} is a sandbox: processes cannot be saved from inside; remove it",
             {runtime}, "/spec/runtimeClassName");
}

}  // namespace

void CheckpointNeedsRoot(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr || !strategy->Needs(Requirement::kRoot)) return;
  CheckUser(about, report);
  CheckNamespaces(about, report);
  CheckRuntime(about, report);
}

}  // namespace tenure::rules
