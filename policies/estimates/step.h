#pragma once

#include <re2/re2.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "policies/pod/pod.h"

namespace tenure {

// An engine of the site's own, and where its pods name their step. One of the
// three is set; matchers are asked before the table of known engines.
struct StepMatcher {
  std::string engine;  // of the key: ENGINE:STEP
  std::string label;
  std::string annotation;
  std::shared_ptr<const re2::RE2> args;  // over command and args, joined by spaces; group 1 counts
};

// The name of the workload step that a pod is a run of, the same for every run:
// "nextflow:NFCORE_MAG_MAG_MEGAHIT", "argo:assembly/assemble", "airflow:dag/task",
// "snakemake:rule", "jobset:train/worker", "volcano:mpi/worker", "kueue:group",
// "job:nightly", else "image:REPOSITORY PROGRAM" of `main`. Empty: nothing on the
// pod says it.
[[nodiscard]] std::string StepOf(const Pod& pod, const Container& main,
                                 std::span<const StepMatcher> matchers = {});

// The same, `main` being the container named by kubectl.kubernetes.io/default-container,
// else the first.
[[nodiscard]] std::string StepOf(const Pod& pod, std::span<const StepMatcher> matchers = {});

// Null where the pod has no container.
[[nodiscard]] const Container* MainContainerOf(const Pod& pod);

// The engine of a step: what is before the colon.
[[nodiscard]] std::string_view EngineOf(std::string_view step);

// What Nextflow makes of a process name for the label nextflow.io/processName
// (PodSpecBuilder.sanitizeValue): NFCORE_MAG:MAG:MEGAHIT is NFCORE_MAG_MAG_MEGAHIT.
[[nodiscard]] std::string NextflowStep(std::string_view process);

}  // namespace tenure
