// What learning costs. `tests/bench/learn_bench`; the numbers are in docs/estimates.md.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>

#include "policies/estimates/reader.h"
#include "policies/estimates/step.h"
#include "policies/history/estimate_steps.h"
#include "policies/history/sources/nextflow_trace.h"
#include "policies/history/writer.h"
#include "tests/unit/policies/history/text_source.h"

namespace tenure {
namespace {

constexpr int kRows = 1'000'000;
constexpr int kSteps = 300;

const std::string& Trace() {
  static const std::string kTrace = [] {
    std::string text =
        "task_id\thash\tnative_"
        "id\tprocess\ttag\tname\tstatus\texit\tsubmit\tstart\tcomplete\tduration\t"
        "realtime\t%cpu\tpeak_rss\tcpus\tmemory\ttime\tcontainer\n";
    for (int i = 0; i < kRows; ++i) {
      const int step = i * 7919 % kSteps;
      text += fmt::format(
          "{0}\t{1:02x}/{2:06x}\t{0}\tNFCORE_MAG:MAG:STEP_{3}\ts{0}\tNFCORE_MAG:MAG:STEP_{3} "
          "(s{0})\tCOMPLETED\t0\t"
          "2026-11-01 10:00:00.123\t2026-11-01 10:00:05.123\t2026-11-01 12:00:00.123\t2h\t{4}m "
          "{5}s\t{6}.5%\t"
          "{7}.3 GB\t8\t64 GB\t1d\tquay.io/bio/tool:1.2\n",
          i, i & 255, i, step, 1 + i % 600, i % 60, 100 + i % 700, 1 + i % 50);
    }
    return text;
  }();
  return kTrace;
}

void LearnAMillionRows(benchmark::State& state) {
  const std::string& text = Trace();
  for (auto _ : state) {
    History history({.now = 1'795'255'872});
    test::TextSource source(text);
    Import import("trace", [&](const StepRun& run) { history.Add(run); });
    if (!ReadNextflowTrace(source, import) || import.runs() != kRows)
      state.SkipWithError("not all read");
    benchmark::DoNotOptimize(Estimator(history).All());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(LearnAMillionRows)->Unit(benchmark::kMillisecond);

Estimates ManySteps() {
  Estimates estimates;
  const UsageEstimate usage{Quantity::FromMilli(7810), Quantity::FromMilli(7810),
                            Quantity::FromMilli(9000), Quantity::FromMilli(12000)};
  for (std::size_t i = 0; i < Estimates::kMaxSteps; ++i) {
    estimates.Add(fmt::format("nextflow:NFCORE_MAG_MAG_STEP_{}", i),
                  {.runs = 12,
                   .runtime_p50 = Duration::Seconds(273'600),
                   .runtime_p95 = Duration::Seconds(518'400),
                   .cpu = usage,
                   .memory = usage,
                   .runtime_max = Duration::Seconds(600'000),
                   .last_seen = "2026-11-21"});
  }
  return estimates;
}

void LoadAHundredThousandSteps(benchmark::State& state) {
  const std::string json = EstimatesJson(ManySteps(), "2026-11-21");
  for (auto _ : state) {
    const auto read = ReadEstimates(json);
    if (!read) state.SkipWithError("not read");
    benchmark::DoNotOptimize(read);
  }
}
BENCHMARK(LoadAHundredThousandSteps)->Unit(benchmark::kMillisecond);

void LookUpOneOfAHundredThousand(benchmark::State& state) {
  const Estimates estimates = ManySteps();
  Pod pod;
  pod.metadata.labels =
      StringMap{{"app", "x"}, {"nextflow.io/processName", "NFCORE_MAG_MAG_STEP_77777"}};
  pod.spec.containers.push_back({.name = "main", .image = "quay.io/bio/tool:1"});
  for (auto _ : state) benchmark::DoNotOptimize(estimates.Find(StepOf(pod)));
}
BENCHMARK(LookUpOneOfAHundredThousand);

}  // namespace
}  // namespace tenure

BENCHMARK_MAIN();
