// Histories with known distributions: what is foretold can be checked.
#include "policies/history/leave_one_out.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

namespace tenure {
namespace {

constexpr double kSixHours = 6 * 3600;

// A cluster as they are: steps spread over four orders of magnitude, a few images
// for all of them, and users who ask for round numbers far above what they need.
struct Cluster {
  struct Kept {
    std::string step;
    std::string image;
    StepRun run;
  };

  explicit Cluster(double within) {
    std::mt19937_64 random(23);
    std::normal_distribution<double> normal;
    std::uniform_int_distribution<int> count(2, 40);
    for (int step = 0; step < 300; ++step) {
      const double mean = 7 + 2.5 * normal(random);
      const double peak = 22 + normal(random);
      const int of_step = count(random);
      for (int i = 0; i < of_step; ++i)
        AddRun(step, mean + within * normal(random), peak + 0.15 * normal(random));
    }
  }

  void AddRun(int step, double log_runtime, double log_peak) {
    Kept kept{.step = "job:" + std::to_string(step),
              .image = "r.example/tools" + std::to_string(step % 5) + ":1"};
    kept.run.id = Fingerprint(std::to_string(runs.size()));
    kept.run.runtime = std::exp(log_runtime);
    kept.run.memory = std::exp(log_peak);
    constexpr double kDay = 86'400;
    kept.run.requested_runtime = step % 3 == 0 ? 7 * kDay : kDay;
    runs.push_back(kept);
  }

  LeaveOneOut::Result Evaluate() {
    History by_step({});
    History by_image({});
    for (Kept& kept : runs) {
      kept.run.step = kept.step;
      kept.run.image = kept.image;
      by_step.Add(kept.run);
      StepRun of_image = kept.run;
      const std::string key = ImageKey(kept.run);
      of_image.step = key;
      by_image.Add(of_image);
    }
    LeaveOneOut evaluation(by_step, by_image, kSixHours);
    for (const Kept& kept : runs) evaluation.Take(kept.run);
    for (const Kept& kept : runs) evaluation.Take(kept.run);  // seen before: not counted again
    return evaluation.result();
  }

  std::vector<Kept> runs;
};

TEST(LeaveOneOut, EstimatesBeatRequestedTimeAndTheImagesMedian) {
  Cluster cluster(0.3);
  const auto result = cluster.Evaluate();
  EXPECT_EQ(result.runs, static_cast<std::int64_t>(cluster.runs.size()));
  EXPECT_GT(result.by_estimate.Precision(), 0.9);
  EXPECT_GT(result.by_estimate.Recall(), 0.85);  // weak steps, of two or three runs, stay silent
  EXPECT_GT(result.by_estimate.F1(), result.by_request.F1() + 0.3);
  EXPECT_GT(result.by_estimate.F1(), result.by_image.F1() + 0.3);
}

TEST(LeaveOneOut, LimitsCoverWhatTheirDistributionSays) {
  Cluster cluster(0.3);
  const auto result = cluster.Evaluate();
  const auto share = [&](std::int64_t below) {
    return static_cast<double>(below) / static_cast<double>(result.peaks);
  };
  // Peaks are log-normal with 0.15: 1.2 times the mean is 1.29 standard deviations above, 90 %.
  EXPECT_NEAR(share(result.below[1]), 0.90, 0.03);
  EXPECT_NEAR(share(result.below[0]), 0.08, 0.03);
  EXPECT_GT(share(result.below[2]), 0.98);
  EXPECT_GT(share(result.below[3]), 0.93);
  EXPECT_GE(result.below_short_limit, result.below[1]);
}

TEST(LeaveOneOut, ARunIsNotForetoldFromItself) {
  Cluster cluster(0.3);
  cluster.runs.clear();
  for (int step = 0; step < 50; ++step) cluster.AddRun(step, std::log(1e6), 22);
  const auto result = cluster.Evaluate();
  EXPECT_EQ(result.by_estimate.hits, 0);
  EXPECT_EQ(result.by_estimate.misses, 50);
}

}  // namespace
}  // namespace tenure
