#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

const json kSized = {{"cpu", "1"}, {"memory", "1Gi"}};

std::vector<std::string> PathsOf(const json& pod) {
  std::vector<std::string> paths;
  for (const Finding& finding : test::Decide(pod, Phase::kValidate).findings) {
    if (finding.rule == "disk-limit-evicts") paths.push_back(finding.path);
  }
  return paths;
}

json Limited(const json& annotations) {
  return test::Pod(annotations, kSized, {{"ephemeral-storage", "9Gi"}});
}

json WithScratch(const json& empty_dir) {
  json pod = test::Pod({{"class", "long"}}, kSized);
  pod["spec"]["volumes"] = {{{"name", "scratch"}, {"emptyDir", empty_dir}}};
  return pod;
}

TEST(DiskLimitEvicts, SpeaksOfLongPodsOnly) {
  EXPECT_THAT(PathsOf(Limited({{"class", "long"}})),
              ElementsAre("/spec/containers/0/resources/limits/ephemeral-storage"));
  EXPECT_THAT(PathsOf(Limited({{"class", "short"}, {"expected-runtime", "5m"}})), IsEmpty())
      << "short pods make room";
  EXPECT_THAT(PathsOf(Limited(json::object())), IsEmpty());
}

TEST(DiskLimitEvicts, SpeaksOfScratchOnDiskThatHasASize) {
  EXPECT_THAT(PathsOf(WithScratch({{"sizeLimit", "50Gi"}})),
              ElementsAre("/spec/volumes/0/emptyDir/sizeLimit"));
  EXPECT_THAT(PathsOf(WithScratch(json::object())), IsEmpty());
  EXPECT_THAT(PathsOf(WithScratch({{"medium", "Memory"}, {"sizeLimit", "8Gi"}})), IsEmpty())
      << "it gets full, and nobody is evicted";
}

}  // namespace
}  // namespace tenure
