#include "policies/history/history.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tenure {
namespace {

void AddTo(Requested& sum, std::optional<double> asked, std::optional<double> used, double held) {
  if (!asked || !used) return;
  sum.asked += *asked * held;
  sum.used += *used * held;
}

void AddTo(Requested& sum, const Requested& other) {
  sum.asked += other.asked;
  sum.used += other.used;
}

void AddRun(StepHistory& step, const StepRun& run, double weight) {
  ++(run.finished ? step.finished : step.cut_off);
  step.last_seen = std::max(step.last_seen, run.ended.value_or(0));
  step.runtime.Add(run.runtime, weight, !run.finished);
  // A run that was cut off had still used its cores like any other.
  if (run.cpu) step.cpu.Add(*run.cpu, weight, false);
  if (run.memory) step.memory.Add(*run.memory, weight, !run.finished);
  step.seconds += run.runtime;
  step.core_seconds += run.runtime * run.cpu.value_or(run.requested_cpu.value_or(0));
  AddTo(step.memory_request, run.requested_memory, run.memory, run.runtime);
  AddTo(step.cpu_request, run.requested_cpu, run.cpu, run.runtime);
  AddTo(step.runtime_request, run.requested_runtime, run.runtime, 1);
}

}  // namespace

void StepHistory::Merge(const StepHistory& other) {
  finished += other.finished;
  cut_off += other.cut_off;
  last_seen = std::max(last_seen, other.last_seen);
  runtime.Merge(other.runtime);
  cpu.Merge(other.cpu);
  memory.Merge(other.memory);
  seconds += other.seconds;
  core_seconds += other.core_seconds;
  AddTo(memory_request, other.memory_request);
  AddTo(cpu_request, other.cpu_request);
  AddTo(runtime_request, other.runtime_request);
}

double History::WeightOf(const StepRun& run) const {
  const auto age = static_cast<double>(options_.now - run.ended.value_or(options_.now));
  return std::exp2(-std::max(0.0, age) / options_.half_life);
}

History::Added History::Add(const StepRun& run) {
  auto step = steps_.find(run.step);
  if (step == steps_.end() && steps_.size() >= kMaxSteps) return Added::kTooManySteps;
  if (!seen_.Insert(run.id)) return Added::kSeenBefore;
  if (step == steps_.end()) step = steps_.emplace(run.step, StepHistory{}).first;
  AddRun(step->second, run, WeightOf(run));
  return Added::kNew;
}

void History::Restore(std::string step, StepHistory history, std::int64_t then) {
  const auto age = static_cast<double>(std::max<std::int64_t>(0, options_.now - then));
  const double faded = std::exp2(-age / options_.half_life);
  for (Sketch* sketch : {&history.runtime, &history.cpu, &history.memory}) sketch->Scale(faded);
  steps_[std::move(step)].Merge(history);
}

StepHistory* History::FindMutable(std::string_view step) {
  const auto found = steps_.find(step);
  return found == steps_.end() ? nullptr : &found->second;
}

}  // namespace tenure
