// What an edit of the policy costs to be tried on 10,000 recent creations, on
// one core, and what keeping a creation costs.
#include <benchmark/benchmark.h>

#include <string>

#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "webhook/server/recent_admissions.h"
#include "webhook/server/redaction.h"
#include "webhook/server/replay.h"

namespace tenure {
namespace {

using std::chrono::steady_clock;

constexpr std::size_t kReviews = 10'000;

// The recorded creations in turn, as they are kept.
std::vector<std::shared_ptr<const RecentAdmission>> Kept() {
  std::vector<std::shared_ptr<const RecentAdmission>> recorded;
  JsonDocument document;
  for (const auto& file : test::FilesEndingWith(test::DataPath("reviews"), ".mutate.json")) {
    const std::string bytes = test::ReadFile(file);
    RecentAdmission admission;
    AppendRedacted(admission.review, *document.Parse(bytes));
    recorded.push_back(std::make_shared<const RecentAdmission>(std::move(admission)));
  }
  std::vector<std::shared_ptr<const RecentAdmission>> kept;
  for (std::size_t i = 0; i < kReviews; ++i) kept.push_back(recorded[i % recorded.size()]);
  return kept;
}

void ReplayTenThousand(benchmark::State& state) {
  const auto kept = Kept();
  const Basis before{.policy = test::DefaultPolicy()};
  Basis after = before;
  after.policy.hash = "edited";
  after.policy.classes[0].allow.namespaces = {Glob{"hpc-*"}};
  for (auto _ : state) {
    const auto replayed = Replay(before, after, kept, std::chrono::system_clock::now(),
                                 steady_clock::now() + std::chrono::hours(1));
    benchmark::DoNotOptimize(replayed.impact.changed());
  }
}
BENCHMARK(ReplayTenThousand)->Unit(benchmark::kMillisecond);

void Redact(benchmark::State& state) {
  const std::string bytes = test::ReadFile(test::DataPath("bench/review-10k.json"));
  JsonDocument document;
  for (auto _ : state) {
    std::string out;
    AppendRedacted(out, *document.Parse(bytes));
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(Redact)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace tenure

BENCHMARK_MAIN();
