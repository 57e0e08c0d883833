#include "policies/engine/checkpoint/grace.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {

// A program stands still while its memory is written, and answers no probe.
void LivenessDuringCheckpoint(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr || !strategy->SavesProcesses()) return;
  const Container& main = about.pod.spec.containers[about.subject.main];
  const auto time = CheckpointTimeOf(*strategy, main);
  if (!main.liveness_probe || !time) return;
  const Probe& probe = *main.liveness_probe;
  const Duration patience = Duration::Seconds(probe.period_seconds) * probe.failure_threshold;
  if (patience >= time->frozen) return;
  report.Add("the probe gives up after " + patience.Text() + ", saving takes " +
                 time->frozen.Text() + ": raise failureThreshold",
             Pointer("/spec/containers", about.subject.main, std::string_view("livenessProbe")));
}

}  // namespace tenure::rules
