#include "policies/history/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/estimates/reader.h"
#include "policies/history/estimate_steps.h"
#include "policies/history/history_file.h"
#include "policies/history/writer.h"
#include "tests/unit/policies/history/text_source.h"

namespace tenure {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kNow = 1'800'000'000;
constexpr std::int64_t kDay = 86'400;

std::uint64_t NextId() {
  static std::uint64_t id = 0;
  return Fingerprint("run", ++id);
}

StepRun Finished(std::string_view step, double runtime, std::int64_t days_ago = 0) {
  return {.step = step, .id = NextId(), .runtime = runtime, .ended = kNow - days_ago * kDay};
}

StepRun Killed(std::string_view step, double runtime) {
  StepRun run = Finished(step, runtime);
  run.finished = false;
  return run;
}

History Empty() { return History({.half_life = 180.0 * kDay, .now = kNow}); }

TEST(History, CountsARunOnce) {
  History history = Empty();
  const StepRun run = Finished("job:a", 60);
  EXPECT_EQ(history.Add(run), History::Added::kNew);
  EXPECT_EQ(history.Add(run), History::Added::kSeenBefore);
  EXPECT_EQ(history.steps().at("job:a").finished, 1);
}

TEST(History, OlderRunsFadeByTheHalfLife) {
  History history = Empty();
  EXPECT_DOUBLE_EQ(history.WeightOf(Finished("a", 1, 0)), 1);
  EXPECT_DOUBLE_EQ(history.WeightOf(Finished("a", 1, 180)), 0.5);
  EXPECT_DOUBLE_EQ(history.WeightOf(Finished("a", 1, 360)), 0.25);
  EXPECT_DOUBLE_EQ(history.WeightOf(Finished("a", 1, -5)), 1);  // a clock ahead of ours
  for (int i = 0; i < 10; ++i) history.Add(Finished("job:a", 100, 720));
  for (int i = 0; i < 5; ++i) history.Add(Finished("job:a", 1000, 0));
  const Estimates estimates = Estimator(history).All();
  EXPECT_NEAR(static_cast<double>(estimates.Find("job:a")->runtime_p50.seconds()), 1000, 10);
}

TEST(History, HasABoundOfSteps) {
  History history = Empty();
  for (std::size_t i = 0; i < History::kMaxSteps; ++i) {
    history.Add(Finished("job:" + std::to_string(i), 1));
  }
  EXPECT_EQ(history.Add(Finished("job:more", 1)), History::Added::kTooManySteps);
  EXPECT_EQ(history.Add(Finished("job:7", 1)), History::Added::kNew);
}

TEST(Estimator, KilledRunsAreLowerBoundsNotShortRuns) {
  History history = Empty();
  for (int i = 0; i < 30; ++i) {
    history.Add(Finished("job:a", 1000));
    history.Add(Killed("job:a", 10));
  }
  EXPECT_NEAR(static_cast<double>(Estimator(history).All().Find("job:a")->runtime_p50.seconds()),
              1000, 10);
}

TEST(Estimator, KilledRunsPushTheEstimateUp) {
  History history = Empty();
  for (int i = 0; i < 10; ++i) {
    history.Add(Finished("job:a", 1000));
    history.Add(Killed("job:a", 5000));
  }
  const Estimates estimates = Estimator(history).All();
  EXPECT_GE(estimates.Find("job:a")->runtime_p95.seconds(), 4950);
  EXPECT_EQ(estimates.Find("job:a")->runs, 10);
}

TEST(Estimator, APeakOfAKilledRunIsALowerBoundToo) {
  History history = Empty();
  for (int i = 0; i < 30; ++i) {
    StepRun run = Finished("job:a", 100);
    run.memory = 1e9;
    history.Add(run);
    run = Killed("job:a", 100);
    run.memory = 4e9;
    history.Add(run);
  }
  EXPECT_GE(Estimator(history).All().Find("job:a")->memory->p95.Value(), 3'950'000'000);
}

TEST(Estimator, AStepOfWhichNothingFinishedHasNoEstimate) {
  History history = Empty();
  history.Add(Killed("job:a", 100));
  EXPECT_EQ(Estimator(history).All().Find("job:a"), nullptr);
}

TEST(Estimator, FewRunsAreWeakAndOldRunsToo) {
  History history = Empty();
  for (int i = 0; i < 2; ++i) history.Add(Finished("job:few", 100));
  for (int i = 0; i < 3; ++i) history.Add(Finished("job:enough", 100, 10));
  for (int i = 0; i < 5; ++i) history.Add(Finished("job:old", 100, 720));
  const Estimates estimates = Estimator(history).All();
  EXPECT_TRUE(estimates.Find("job:few")->weak);
  EXPECT_FALSE(estimates.Find("job:enough")->weak);
  EXPECT_TRUE(estimates.Find("job:old")->weak);
  EXPECT_EQ(estimates.Find("job:enough")->last_seen, "2027-01-05");
}

TEST(Estimator, TheTypicalRuntimeIsTheMedianOfAllRuns) {
  History history = Empty();
  for (int i = 0; i < 99; ++i) history.Add(Finished("job:short", 480));
  history.Add(Finished("job:long", 1e6));
  EXPECT_NEAR(static_cast<double>(Estimator(history).All().typical_runtime->seconds()), 480, 5);
}

TEST(EstimatesDocuments, AreWhatTheReaderReads) {
  History history = Empty();
  for (int i = 0; i < 5; ++i) {
    StepRun run = Finished("nextflow:A \"quoted\"", 4000 + i);
    run.cpu = 7.8;
    run.memory = 2e11;
    history.Add(run);
    history.Add(Finished("job:b", 0));
  }
  const Estimates estimates = Estimator(history).All();
  for (const std::string& text :
       {EstimatesYaml(estimates, "2027-01-15"), EstimatesJson(estimates, "2027-01-15")}) {
    const auto read = ReadEstimates(text);
    ASSERT_TRUE(read) << read.error().front().Text("e") << "\n" << text;
    const Estimate* step = read->Find("nextflow:A \"quoted\"");
    ASSERT_NE(step, nullptr);
    EXPECT_EQ(step->runs, 5);
    EXPECT_EQ(step->runtime_p50, estimates.Find("nextflow:A \"quoted\"")->runtime_p50);
    EXPECT_EQ(step->memory->p95, estimates.Find("nextflow:A \"quoted\"")->memory->p95);
    EXPECT_EQ(read->typical_runtime, estimates.typical_runtime);
  }
  EXPECT_TRUE(ReadEstimates(EstimatesYaml({}, "2027-01-15")));
}

std::string Stored(const History& history) {
  std::string text;
  WriteHistory(history, [&](std::string_view part) { text += part; });
  return text;
}

TEST(HistoryFile, KeepsEverything) {
  History first = Empty();
  StepRun run = Finished("job:a", 100);
  run.memory = 5e9;
  run.requested_memory = 1e10;
  first.Add(run);
  first.Add(Killed("job:a", 200));
  const std::string text = Stored(first);
  History again = Empty();
  test::TextSource source(text);
  const auto read = ReadHistory(source, again);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(again.Add(run), History::Added::kSeenBefore);
  EXPECT_EQ(EstimatesYaml(Estimator(again).All(), "d"), EstimatesYaml(Estimator(first).All(), "d"));
  EXPECT_EQ(again.steps().at("job:a").memory_request.asked, 1e12);
}

TEST(HistoryFile, LearningInTwoGoesIsLearningAtOnce) {
  History at_once = Empty();
  History first = Empty();
  std::vector<StepRun> runs;
  for (int i = 0; i < 40; ++i) runs.push_back(Finished(i % 2 == 0 ? "job:a" : "job:b", 10 + i));
  for (const StepRun& run : runs) at_once.Add(run);
  for (int i = 0; i < 25; ++i) first.Add(runs[static_cast<std::size_t>(i)]);
  History second = Empty();
  const std::string text = Stored(first);
  test::TextSource source(text);
  ASSERT_TRUE(ReadHistory(source, second));
  for (std::size_t i = 20; i < 40; ++i) second.Add(runs[i]);
  EXPECT_EQ(EstimatesYaml(Estimator(second).All(), "d"),
            EstimatesYaml(Estimator(at_once).All(), "d"));
}

TEST(HistoryFile, FadesWhileItLies) {
  History first = Empty();
  first.Add(Finished("job:a", 100));
  const std::string text = Stored(first);
  History later({.half_life = 180.0 * kDay, .now = kNow + 180 * kDay});
  test::TextSource source(text);
  ASSERT_TRUE(ReadHistory(source, later));
  EXPECT_NEAR(later.steps().at("job:a").runtime.Weight(), 0.5, 1e-9);
}

TEST(HistoryFile, BadOnesAreRefusedWithTheirLine) {
  History history = Empty();
  history.Add(Finished("job:a", 100));
  const std::string good = Stored(history);
  const auto error = [](const std::string& text) {
    History into = Empty();
    test::TextSource source(text);
    const auto read = ReadHistory(source, into);
    return read ? "no error" : read.error();
  };
  EXPECT_THAT(error(""), HasSubstr("is empty, or was cut off"));
  EXPECT_THAT(error("{}\n"), HasSubstr("text:1: "));
  EXPECT_THAT(error(good.substr(0, good.size() / 2)), HasSubstr("text:2: "));
  EXPECT_THAT(error(good.substr(0, good.rfind("{\"end\""))), HasSubstr("cut off"));
  for (std::size_t cut = 0; cut < good.size() - 1; cut += 7)
    EXPECT_NE(error(good.substr(0, cut)), "no error");
}

}  // namespace
}  // namespace tenure
