#include "policies/mortality/mortality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/pod_generator.h"
#include "tests/unit/policies/mortality/fates.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::TableOf;
using testing::ElementsAre;

std::vector<std::string> KillersWith(Guarded guarded, const std::vector<Mortality>& table) {
  std::vector<std::string> killers;
  for (const Mortality& row : table) {
    if (row.guarded == guarded) killers.emplace_back(row.killer);
  }
  return killers;
}

TEST(Mortality, HasARowForEachKiller) {
  std::vector<std::string_view> killers;
  for (const Mortality& row : TableOf(test::Pod())) killers.push_back(row.killer);
  EXPECT_THAT(killers, ElementsAre("preemption", "eviction", "cluster-autoscaler", "karpenter",
                                   "descheduler", "vpa", "queue", "memory-limit", "node-pressure",
                                   "node-oom", "disk", "deadline", "probes", "image", "retries",
                                   "grace-period", "spot", "node-loss", "node-shutdown", "deletion",
                                   "hardware"));
}

// What the class long of the default policy is worth, for a Job's pod.
TEST(Mortality, OfALongPodMostIsGuarded) {
  json pod = test::OwnedBy(test::Pod({{"class", "long"}, {"expected-memory", "40Gi"}},
                                     {{"cpu", "4"}, {"memory", "40Gi"}}, {{"memory", "40Gi"}}),
                           "batch/v1", "Job");
  pod = test::Mutated(pod);
  pod["spec"]["priority"] = 1000000;
  const auto table = TableOf(pod);
  EXPECT_THAT(KillersWith(Guarded::kNo, table), ElementsAre("disk", "image"));
  EXPECT_THAT(KillersWith(Guarded::kNever, table),
              ElementsAre("node-shutdown", "deletion", "hardware"));
  EXPECT_THAT(KillersWith(Guarded::kYes, table),
              ElementsAre("preemption", "cluster-autoscaler", "queue", "memory-limit", "deadline",
                          "probes", "grace-period"));
}

TEST(Mortality, OfAPodThatNobodyLooksAfterLittleIs) {
  const auto table = TableOf(test::OwnedBy(test::Pod(), "batch/v1", "Job"));
  EXPECT_THAT(KillersWith(Guarded::kYes, table),
              ElementsAre("queue", "memory-limit", "deadline", "probes"));
}

TEST(Mortality, WithoutContainersThereIsNothingToEnd) {
  json pod = test::Pod();
  pod["spec"]["containers"] = json::array();
  EXPECT_TRUE(TableOf(pod).empty());
}

// A row says something, and what is left to do where something is left; it
// fits a line, whatever is written on the pod.
TEST(Mortality, EachRowIsOneLine) {
  test::PodGenerator pods(7);
  for (int i = 0; i < 300; ++i) {
    const json pod = pods.Next();
    for (const Mortality& row : TableOf(pod)) {
      EXPECT_LE(row.Text().size(), kMaxMortalityText) << row.killer << ": " << row.Text();
      EXPECT_EQ(row.Text().find('\n'), std::string::npos) << row.Text();
      const bool is_open = row.guarded == Guarded::kNo || row.guarded == Guarded::kNever;
      EXPECT_TRUE(is_open ? !row.advice.empty() : !row.by.empty()) << row.killer << pod;
    }
  }
}

TEST(Mortality, HasWordsForHowMuchItIsGuarded) {
  EXPECT_EQ(Name(Guarded::kYes), "yes");
  EXPECT_EQ(Name(Guarded::kPartly), "partly");
  EXPECT_EQ(Name(Guarded::kNo), "no");
  EXPECT_EQ(Name(Guarded::kNever), "never");
}

TEST(Mortality, LongNamesDoNotMakeLongLines) {
  const std::string name(63, 'n');
  json pod =
      test::OwnedBy(test::Pod({{"expected-runtime", "1d23h59m59s"},
                               {"checkpoint-claim", std::string(200, 'c')},
                               {"expected-memory", "1234567890123456"}},
                              {{"memory", "1234567890123457"}}, {{"memory", "1234567890123457"}}),
                    "example.org/v1", name.c_str());
  json& spec = pod["spec"];
  spec["priorityClassName"] = std::string(200, 'p');
  spec["priority"] = 1999999999;
  spec["activeDeadlineSeconds"] = 2147483647;
  json& main = spec["containers"][0];
  main["name"] = name;
  main["livenessProbe"] = {{"periodSeconds", 2147483647}, {"failureThreshold", 1}};
  for (const char* more : {"none", "probe", "storage", "volume"}) {
    if (more == std::string("probe")) main["livenessProbe"]["periodSeconds"] = 86399;
    if (more == std::string("storage")) {
      main["resources"]["limits"] = {{"ephemeral-storage", "1234567890123457"}};
    }
    if (more == std::string("volume")) {
      main["resources"]["limits"] = json::object();
      spec["volumes"] = {{{"name", name}, {"emptyDir", {{"sizeLimit", "1234567890123457"}}}}};
    }
    for (const Mortality& row : TableOf(pod)) {
      EXPECT_LE(row.Text().size(), kMaxMortalityText) << row.killer << ": " << row.Text();
    }
  }
}

}  // namespace
}  // namespace tenure
