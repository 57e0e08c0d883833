#include "policies/estimates/step.h"

#include <algorithm>
#include <array>

#include "policies/estimates/argo_node.h"
#include "policies/estimates/generated_name.h"
#include "policies/estimates/program.h"
#include "policies/estimates/snakemake_rule.h"
#include "policies/pod/names.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

// Volcano and JobSet write the same key as a label, as an annotation or as both.
std::string_view Named(const Pod& pod, std::string_view key) {
  if (const auto label = pod.metadata.Label(key)) return *label;
  return pod.metadata.Annotation(key).value_or("");
}

std::string Joined(std::string_view outer, std::string_view inner) {
  if (outer.empty()) return {};
  std::string step(outer);
  if (!inner.empty()) step.append("/").append(inner);
  return step;
}

std::string Nextflow(const Pod& pod, const Container& /*main*/) {
  return std::string(Named(pod, "nextflow.io/processName"));
}

std::string Argo(const Pod& pod, const Container& /*main*/) {
  const auto workflow = pod.metadata.Label("workflows.argoproj.io/workflow");
  const auto node = pod.metadata.Annotation("workflows.argoproj.io/node-name");
  return workflow && node ? ArgoStep(*workflow, *node) : std::string();
}

// KubernetesPodOperator's labels have no prefix: one alone proves nothing.
std::string Airflow(const Pod& pod, const Container& /*main*/) {
  const auto dag = pod.metadata.Label("dag_id");
  const auto task = pod.metadata.Label("task_id");
  return dag && task ? Joined(*dag, *task) : std::string();
}

std::string Snakemake(const Pod& /*pod*/, const Container& main) { return SnakemakeRule(main); }

std::string JobSet(const Pod& pod, const Container& /*main*/) {
  return Joined(WithoutGeneratedSuffix(Named(pod, "jobset.sigs.k8s.io/jobset-name")),
                Named(pod, "jobset.sigs.k8s.io/replicatedjob-name"));
}

std::string Volcano(const Pod& pod, const Container& /*main*/) {
  return Joined(WithoutGeneratedSuffix(Named(pod, "volcano.sh/job-name")),
                Named(pod, "volcano.sh/task-spec"));
}

// Of plain pods that Kueue admits as a group; the Jobs that it admits are Jobs.
std::string Kueue(const Pod& pod, const Container& /*main*/) {
  return std::string(WithoutGeneratedSuffix(Named(pod, "kueue.x-k8s.io/pod-group-name")));
}

// Of a CronJob's Jobs too: their names are the CronJob's and a time.
std::string Job(const Pod& pod, const Container& /*main*/) {
  std::string_view name = Named(pod, "batch.kubernetes.io/job-name");
  if (name.empty()) name = Named(pod, "job-name");  // before Kubernetes 1.27
  const OwnerReference* owner = pod.metadata.Controller();
  if (name.empty() && owner != nullptr && owner->kind == "Job") name = owner->name;
  return std::string(WithoutGeneratedSuffix(name));
}

std::string Image(const Pod& /*pod*/, const Container& main) { return ImageAndProgram(main); }

struct StepSource {
  std::string_view engine;
  std::string (*step)(const Pod& pod, const Container& main);  // empty: not of this engine
};

// The first that knows its step decides. Engines that make Jobs (Snakemake,
// JobSet) stand above Job, whose names they generate.
constexpr std::array kStepSources = {
    StepSource{"nextflow", &Nextflow}, StepSource{"argo", &Argo},
    StepSource{"airflow", &Airflow},   StepSource{"snakemake", &Snakemake},
    StepSource{"jobset", &JobSet},     StepSource{"volcano", &Volcano},
    StepSource{"kueue", &Kueue},       StepSource{"job", &Job},
    StepSource{"image", &Image},
};

std::string StepBy(const StepMatcher& matcher, const Pod& pod, const Container& main) {
  if (!matcher.label.empty()) return std::string(pod.metadata.Label(matcher.label).value_or(""));
  if (!matcher.annotation.empty()) {
    return std::string(pod.metadata.Annotation(matcher.annotation).value_or(""));
  }
  std::string step;
  if (matcher.args) re2::RE2::PartialMatch(main.CommandLine(), *matcher.args, &step);
  return step;
}

std::string Key(std::string_view engine, std::string_view step) {
  return std::string(engine).append(":").append(step);
}

}  // namespace

std::string StepOf(const Pod& pod, const Container& main, std::span<const StepMatcher> matchers) {
  for (const StepMatcher& matcher : matchers) {
    const std::string step = StepBy(matcher, pod, main);
    if (!step.empty()) return Key(matcher.engine, step);
  }
  for (const StepSource& source : kStepSources) {
    const std::string step = source.step(pod, main);
    if (!step.empty()) return Key(source.engine, step);
  }
  return {};
}

std::string StepOf(const Pod& pod, std::span<const StepMatcher> matchers) {
  static const Container none;
  const Container* main = MainContainerOf(pod);
  return StepOf(pod, main == nullptr ? none : *main, matchers);
}

const Container* MainContainerOf(const Pod& pod) {
  const auto& containers = pod.spec.containers;
  if (const auto named = pod.metadata.Annotation(names::kDefaultContainer)) {
    const auto found = std::ranges::find(containers, *named, &Container::name);
    if (found != containers.end()) return &*found;
  }
  return containers.empty() ? nullptr : &containers.front();
}

std::string_view EngineOf(std::string_view step) { return step.substr(0, step.find(':')); }

std::string NextflowStep(std::string_view process) {
  constexpr std::size_t kLongestLabelValue = 63;
  const auto is_alphanumeric = [](char c) { return IsLetter(c) || IsDigit(c); };
  std::string label;
  bool in_run = false;  // of characters that a label may not have: one "_" for all
  for (const char c : process.substr(0, kLongestLabelValue)) {
    const bool allowed = is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
    if (allowed) label += c;
    if (!allowed && !in_run) label += '_';
    in_run = !allowed;
  }
  const auto first = std::ranges::find_if(label, is_alphanumeric);
  label.erase(label.begin(), first);
  while (!label.empty() && !is_alphanumeric(label.back())) label.pop_back();
  return Key("nextflow", label);
}

}  // namespace tenure
