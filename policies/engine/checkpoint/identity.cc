#include "policies/engine/checkpoint/identity.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "policies/language/file_hash.h"
#include "policies/pod/names.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

using Identity = std::optional<std::string>;
using Text = std::optional<std::string_view>;

constexpr std::size_t kHashDigits = 8;
constexpr std::size_t kUidDigits = 8;
// A file name has at most 255 bytes (NAME_MAX), and a hash may follow.
constexpr std::size_t kLongest = 200;

constexpr std::string_view kCompletionIndex = "batch.kubernetes.io/job-completion-index";

constexpr bool IsPlain(char c) { return IsLetter(c) || IsDigit(c) || c == '_' || c == '-'; }

std::string ShortHash(std::string_view text) { return FileHash(text).substr(0, kHashDigits); }

Identity Joined(std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    if (part.empty()) continue;
    joined += (joined.empty() ? "" : ".") + IdentityPart(part);
  }
  if (joined.size() <= kLongest) return joined;
  return joined.substr(0, kLongest) + '-' + ShortHash(joined);
}

std::string_view CompletionIndex(const Metadata& metadata) {
  const Text annotated = metadata.Annotation(kCompletionIndex);
  return annotated ? *annotated : metadata.Label(kCompletionIndex).value_or("");
}

std::string_view ShortUid(std::string_view uid) { return uid.substr(0, kUidDigits); }

bool IsOwnedBy(const Pod& pod, std::string_view kind, std::string_view group) {
  const OwnerReference* owner = pod.metadata.Controller();
  return owner != nullptr && owner->kind == kind && owner->api_version.starts_with(group);
}

Identity OfStatefulSet(const Pod& pod) {
  if (!IsOwnedBy(pod, "StatefulSet", "apps/") || pod.metadata.name.empty()) return std::nullopt;
  return Joined({pod.metadata.name});
}

// JobSet makes its Jobs anew when it restarts: their uids are no help.
Identity OfJobSet(const Pod& pod) {
  const Text set = pod.metadata.Label("jobset.sigs.k8s.io/jobset-name");
  const Text replicated = pod.metadata.Label("jobset.sigs.k8s.io/replicatedjob-name");
  if (!set || !replicated) return std::nullopt;
  return Joined({*set, ShortUid(pod.metadata.Label("jobset.sigs.k8s.io/jobset-uid").value_or("")),
                 *replicated, pod.metadata.Label("jobset.sigs.k8s.io/job-index").value_or(""),
                 CompletionIndex(pod.metadata)});
}

Identity OfJob(const Pod& pod) {
  if (!IsOwnedBy(pod, "Job", "batch/")) return std::nullopt;
  const OwnerReference& job = *pod.metadata.Controller();
  if (job.uid.empty()) return std::nullopt;
  return Joined({job.name, ShortUid(job.uid), CompletionIndex(pod.metadata)});
}

// "wf[0].assemble(1)" is the second attempt of "wf[0].assemble".
std::string_view WithoutAttempt(std::string_view node) {
  if (!node.ends_with(')')) return node;
  const std::size_t open = node.rfind('(');
  if (open == std::string_view::npos) return node;
  const bool counts = AllDigits(node.substr(open + 1, node.size() - open - 2));
  return counts ? node.substr(0, open) : node;
}

Identity OfArgo(const Pod& pod) {
  const Text workflow = pod.metadata.Label("workflows.argoproj.io/workflow");
  const Text node = pod.metadata.Annotation("workflows.argoproj.io/node-name");
  if (!workflow || !node) return std::nullopt;
  return Joined({*workflow, WithoutAttempt(*node)});
}

Identity OfAirflow(const Pod& pod) {
  const Metadata& metadata = pod.metadata;
  const Text dag = metadata.Label("dag_id");
  const Text task = metadata.Label("task_id");
  const Text run = metadata.Label("run_id");
  if (!dag || !task || !run) return std::nullopt;
  return Joined({*dag, *task, *run, metadata.Label("map_index").value_or("")});
}

Identity OfNextflow(const Pod& pod) {
  const Text run = pod.metadata.Label("nextflow.io/runName");
  const Text task = pod.metadata.Label("nextflow.io/taskName");
  if (!run || !task) return std::nullopt;
  return Joined({*run, *task});
}

Identity OfBarePod(const Pod& pod) {
  const bool is_named = !pod.metadata.name.empty() && pod.metadata.generate_name.empty();
  if (!is_named || pod.metadata.Controller() != nullptr) return std::nullopt;
  return Joined({pod.metadata.name});
}

// Engines stand above what they are made of: Airflow and Nextflow make bare
// pods, JobSet makes Jobs.
constexpr std::array kSources = {OfArgo, OfAirflow,     OfNextflow, OfJobSet,
                                 OfJob,  OfStatefulSet, OfBarePod};

}  // namespace

std::string IdentityPart(std::string_view text) {
  std::string part;
  for (const char c : text) part += IsPlain(c) ? c : '_';
  return part == text ? part : part + '-' + ShortHash(text);
}

std::optional<std::string> CheckpointIdentity(const Pod& pod, const Intent& intent) {
  // The pods of an indexed Job have one annotation, and work of their own.
  if (intent.checkpoint_id) return Joined({*intent.checkpoint_id, CompletionIndex(pod.metadata)});
  if (intent.IsUnreadable(names::kCheckpointId)) return std::nullopt;
  for (const auto source : kSources) {
    if (auto identity = source(pod)) return identity;
  }
  return std::nullopt;
}

}  // namespace tenure
