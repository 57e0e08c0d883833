#include "policies/history/sources/observed_pod.h"

#include <algorithm>
#include <array>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

// Those that name steps; kube-state-metrics' names cannot be turned back.
constexpr std::array<std::string_view, 11> kLabels = {"nextflow.io/processName",
                                                      "workflows.argoproj.io/workflow",
                                                      "dag_id",
                                                      "task_id",
                                                      "jobset.sigs.k8s.io/jobset-name",
                                                      "jobset.sigs.k8s.io/replicatedjob-name",
                                                      "volcano.sh/job-name",
                                                      "volcano.sh/task-spec",
                                                      "kueue.x-k8s.io/pod-group-name",
                                                      "batch.kubernetes.io/job-name",
                                                      "job-name"};
constexpr std::array<std::string_view, 3> kAnnotations = {
    "workflows.argoproj.io/node-name", "volcano.sh/job-name", "volcano.sh/task-spec"};

constexpr bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }

void Restore(std::string_view prefix, std::string_view key,
             const std::map<std::string, std::string>& seen, StringMap& into) {
  const auto found = seen.find(MetricLabel(prefix, key));
  if (found != seen.end() && !found->second.empty()) into.Set(key, found->second);
}

}  // namespace

std::string MetricLabel(std::string_view prefix, std::string_view key) {
  std::string name(prefix);
  char previous = '_';
  for (const char c : key) {
    if (IsUpper(c) && !IsUpper(previous) && previous != '_') name += '_';
    name += IsLetter(c) || IsDigit(c) ? ToLower(c) : '_';
    previous = IsLetter(c) || IsDigit(c) ? c : '_';
  }
  return name;
}

std::string StepOf(const ObservedPod& observed, std::span<const StepMatcher> matchers) {
  StringMap labels;
  StringMap annotations;
  for (const std::string_view key : kLabels) Restore("label_", key, observed.labels, labels);
  for (const std::string_view key : kAnnotations) {
    Restore("annotation_", key, observed.annotations, annotations);
  }
  for (const StepMatcher& matcher : matchers) {
    Restore("label_", matcher.label, observed.labels, labels);
    Restore("annotation_", matcher.annotation, observed.annotations, annotations);
  }
  Pod pod;
  pod.metadata.labels = labels;
  pod.metadata.annotations = annotations;
  if (!observed.job.empty()) {
    pod.metadata.owners.push_back({.kind = "Job", .name = observed.job, .controller = true});
  }
  const ObservedContainer* main = MainContainerOf(observed);
  Container container;
  if (main != nullptr) container.image = main->image;
  return StepOf(pod, container, matchers);
}

const ObservedContainer* MainContainerOf(const ObservedPod& pod) {
  const auto main = std::ranges::max_element(pod.containers, {},
                                             [](const auto& entry) { return entry.second.memory; });
  return main == pod.containers.end() ? nullptr : &main->second;
}

}  // namespace tenure
