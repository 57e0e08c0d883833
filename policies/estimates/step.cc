#include "policies/estimates/step.h"

#include <array>
#include <string_view>

namespace tenure {
namespace {

struct StepLabel {
  std::string_view engine;
  std::string_view label;
};

// The labels by which each engine names a step (docs of Nextflow, Airflow's
// KubernetesPodOperator, Kubernetes' Jobs).
constexpr std::array kStepLabels = {
    StepLabel{"nextflow", "nextflow.io/processName"},
    StepLabel{"airflow", "task_id"},
    StepLabel{"job", "batch.kubernetes.io/job-name"},
};

}  // namespace

std::string StepOf(const Pod& pod) {
  for (const StepLabel& step : kStepLabels) {
    if (const auto name = pod.metadata.Label(step.label)) {
      return std::string(step.engine) + ':' + std::string(*name);
    }
  }
  return {};
}

}  // namespace tenure
