#include "policies/history/shrinkage.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace tenure {
namespace {

// Steps whose runtimes are log-normal: means spread by `between`, runs by `within`.
struct World {
  World(double between, double within, int steps, int runs) {
    std::mt19937_64 random(11);
    std::normal_distribution<double> normal;
    std::uint64_t id = 0;
    for (int step = 0; step < steps; ++step) {
      const double mean = 6 + between * normal(random);
      for (int run = 0; run < runs; ++run) {
        history.Add({.step = "job:" + std::to_string(step),
                     .id = ++id,
                     .runtime = std::exp(mean + within * normal(random))});
      }
    }
  }
  History history{History::Options{}};
};

TEST(Shrinkage, FindsTheVariancesThatTheWorldWasMadeWith) {
  const World world(1.5, 0.5, 400, 8);
  const Shrinkage shrinkage(world.history, &StepHistory::runtime);
  const Prior& prior = shrinkage.PriorOf("job");
  EXPECT_NEAR(prior.mean, 6, 0.2);
  EXPECT_NEAR(prior.between, 1.5 * 1.5, 0.35);
  EXPECT_NEAR(prior.within, 0.5 * 0.5, 0.03);
}

TEST(Shrinkage, IsTheWeightOfTheNormalModel) {
  const World world(1.0, 1.0, 400, 4);
  const Shrinkage shrinkage(world.history, &StepHistory::runtime);
  const Prior& prior = shrinkage.PriorOf("job");
  Sketch one;
  one.Add(std::exp(9), 1, false);
  const double expected =
      (9 * prior.between + prior.mean * prior.within) / (prior.between + prior.within);
  EXPECT_NEAR(std::log(shrinkage.FactorFor("job:new", one)), expected - 9, 0.01);
}

TEST(Shrinkage, ManyRunsSpeakForThemselves) {
  const World world(1.0, 1.0, 100, 4);
  const Shrinkage shrinkage(world.history, &StepHistory::runtime);
  Sketch few;
  Sketch many;
  for (int i = 0; i < 2; ++i) few.Add(std::exp(9), 1, false);
  for (int i = 0; i < 500; ++i) many.Add(std::exp(9), 1, false);
  EXPECT_LT(shrinkage.FactorFor("job:new", few), 0.7);
  EXPECT_GT(shrinkage.FactorFor("job:new", many), 0.98);
}

TEST(Shrinkage, AnUnknownEngineIsDrawnTowardsTheCluster) {
  const World world(1.0, 1.0, 100, 4);
  const Shrinkage shrinkage(world.history, &StepHistory::runtime);
  EXPECT_NEAR(shrinkage.PriorOf("argo").mean, shrinkage.PriorOf("job").mean, 0.3);
}

TEST(Shrinkage, TheTailOfThreeRunsIsTheEngines) {
  const World world(1.0, 0.5, 200, 10);
  const Shrinkage shrinkage(world.history, &StepHistory::runtime);
  Sketch alike;
  for (int i = 0; i < 3; ++i) alike.Add(1000, 1, false);
  EXPECT_GT(shrinkage.SpreadFor("job:new", alike), 0.3);
}

}  // namespace
}  // namespace tenure
