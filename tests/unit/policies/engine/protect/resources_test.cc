#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/pod/patch.h"
#include "tests/support/api_server.h"
#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Mutated;

json Resources(const json& pod, std::size_t container = 0) {
  return pod["spec"]["containers"][container]["resources"];
}

json Record(const json& pod) {
  return json::parse(pod["metadata"]["annotations"]["tenure.dev/requests"].get<std::string>());
}

json Sized(std::string_view cpu, std::string_view memory) {
  return {{"cpu", cpu}, {"memory", memory}};
}

std::string Webhook(const json& pod) { return JsonPatch(test::Decide(pod).changes); }

// The poster's table and its two examples, literally.
TEST(PosterTable, LongPodsGetOneAndAHalfTimesAndNoLimits) {
  const json pod =
      Mutated(test::Pod({{"class", "long"}}, Sized("1000m", "1000Mi"), Sized("1000m", "1000Mi")));
  EXPECT_EQ(Resources(pod)["requests"], Sized("1500m", "1500Mi"));
  EXPECT_EQ(Resources(pod)["limits"], json::object());
}

TEST(PosterTable, ShortPodsGetFourFifthsOfTheMemoryAndALimit) {
  const json pod = Mutated(test::Pod({{"class", "short"}}, Sized("500m", "500Mi")));
  EXPECT_EQ(Resources(pod)["requests"], Sized("500m", "400Mi"));
  EXPECT_EQ(Resources(pod)["limits"], json({{"memory", "600Mi"}}));
}

TEST(ResourcesProtection, PrefersWhatTheUserExpects) {
  const json pod =
      Mutated(test::Pod({{"class", "long"}, {"expected-cpu", "24"}, {"expected-memory", "400Gi"}},
                        Sized("2", "8Gi"), Sized("32", "410Gi")));
  EXPECT_EQ(Resources(pod)["requests"], Sized("36", "600Gi"));
  EXPECT_EQ(Record(pod)["main"]["memory"], json({{"was", "400Gi"}, {"set", "600Gi"}}));
}

TEST(ResourcesProtection, NeverLowersARequestThatIsLarger) {
  const json pod =
      Mutated(test::Pod({{"class", "long"}, {"expected-memory", "10Gi"}}, Sized("2", "100Gi")));
  EXPECT_EQ(Resources(pod)["requests"]["memory"], "100Gi");
  EXPECT_FALSE(Record(pod)["main"].contains("memory")) << "it is the user's own";
}

TEST(ResourcesProtection, MultipliesOnce) {
  json pod = Mutated(test::Pod({{"class", "long"}}, Sized("4", "64Gi")));
  EXPECT_EQ(Mutated(pod), pod);
  EXPECT_EQ(Record(pod), json::parse(R"({"main": {"cpu": {"was": "4", "set": "6"},
                                                   "memory": {"was": "64Gi", "set": "96Gi"}}})"));
}

TEST(ResourcesProtection, TakesAnEditedCopyOfARunningPodAtItsWord) {
  json copy = Mutated(test::Pod({{"class", "long"}}, Sized("4", "64Gi")));
  copy["spec"]["containers"][0]["resources"]["requests"]["memory"] = "200Gi";
  const json pod = Mutated(copy);
  EXPECT_EQ(Resources(pod)["requests"], Sized("6", "300Gi"));
}

TEST(ResourcesProtection, DoesNotBelieveALimitRange) {
  test::ApiServer api;
  api.limit_range = test::LimitRange{{{"cpu", "100m"}, {"memory", "256Mi"}},
                                     {{"cpu", "500m"}, {"memory", "512Mi"}}};
  const auto created =
      api.Create(test::Pod({{"class", "long"}, {"expected-memory", "10Gi"}}), Webhook);
  ASSERT_TRUE(created.has_value()) << created.error();
  EXPECT_EQ(Resources(created->pod)["requests"], Sized("100m", "15Gi"))
      << "nobody said anything of cpu: in round 2 it must not look like the user's own";
  EXPECT_EQ(Resources(created->pod)["limits"], json::object());
  EXPECT_EQ(Record(created->pod), json::parse(R"({"main": {
      "cpu": {"was": null, "set": "100m"}, "memory": {"was": "10Gi", "set": "15Gi"}}})"));
}

TEST(ResourcesProtection, SizesEveryContainerButNotThoseOfOthers) {
  json pod = test::Pod({{"class", "long"}, {"expected-memory", "10Gi"}}, Sized("4", "8Gi"));
  pod["spec"]["containers"].push_back(
      {{"name", "helper"}, {"resources", {{"requests", Sized("1", "1Gi")}}}});
  json mutated = Mutated(pod);
  EXPECT_EQ(Resources(mutated, 0)["requests"]["memory"], "15Gi");
  EXPECT_EQ(Resources(mutated, 1)["requests"], Sized("1500m", "1536Mi"));

  // A mesh puts its proxy in front, between the rounds.
  const json proxy = {
      {"name", "istio-proxy"},
      {"resources", {{"requests", Sized("100m", "128Mi")}, {"limits", Sized("2", "1Gi")}}}};
  auto& containers = mutated["spec"]["containers"];
  containers.insert(containers.begin(), proxy);
  EXPECT_EQ(Mutated(mutated), mutated);
}

TEST(ResourcesProtection, LeavesInitContainersAlone) {
  json pod = test::Pod({{"class", "long"}}, Sized("4", "8Gi"));
  pod["spec"]["initContainers"] =
      json::array({{{"name", "fetch"}, {"resources", {{"limits", {{"memory", "1Gi"}}}}}}});
  EXPECT_EQ(Mutated(pod)["spec"]["initContainers"], pod["spec"]["initContainers"]);
}

TEST(ResourcesProtection, LeavesAPodAloneThatIsSizedAsAWhole) {
  json pod = test::Pod({{"class", "long"}}, Sized("4", "8Gi"), Sized("4", "8Gi"));
  pod["spec"]["resources"] = {{"requests", Sized("4", "8Gi")}};
  EXPECT_EQ(Resources(Mutated(pod)), Resources(pod));
}

TEST(ResourcesProtection, CutsHeadroomToTheLargestNode) {
  const Decision decision = test::Decide(test::Pod({{"class", "long"}}, Sized("96", "1600Gi")));
  const json pod = Mutated(test::Pod({{"class", "long"}}, Sized("96", "1600Gi")));
  EXPECT_EQ(Resources(pod)["requests"], Sized("128", "1900Gi"));
  EXPECT_THAT(decision.notices, testing::Contains(testing::HasSubstr("no headroom left")));
  EXPECT_EQ(Mutated(pod), pod);
}

TEST(ResourcesProtection, LetsTheMainContainerGiveWay) {
  json pod = test::Pod({{"class", "long"}}, Sized("4", "1200Gi"));
  pod["spec"]["containers"].push_back(
      {{"name", "helper"}, {"resources", {{"requests", Sized("1", "200Gi")}}}});
  const json mutated = Mutated(pod);
  EXPECT_EQ(Resources(mutated, 0)["requests"]["memory"], "1600Gi");
  EXPECT_EQ(Resources(mutated, 1)["requests"]["memory"], "300Gi");
}

// No less of the main container makes room for an init container, which runs
// before it: what is left of the headroom fits, and is not cut again.
TEST(ResourcesProtection, IsCutForWhatRunsBesideTheMainContainerOnly) {
  json pod = test::Pod({{"class", "long"}, {"expected-cpu", "24"}}, Sized("200", "1Gi"));
  pod["spec"]["initContainers"] =
      json::array({{{"name", "init"}, {"resources", {{"requests", Sized("200", "1Gi")}}}}});
  const json once = Mutated(pod);
  EXPECT_EQ(Resources(once)["requests"]["cpu"], "128");
  EXPECT_EQ(Webhook(once), "") << "cut again";
}

TEST(ResourcesProtection, IsCutForTheSidecarsToo) {
  json pod = test::Pod({{"class", "long"}, {"expected-cpu", "24"}}, Sized("120", "1Gi"));
  pod["spec"]["initContainers"] =
      json::array({{{"name", "proxy"},
                    {"restartPolicy", "Always"},
                    {"resources", {{"requests", Sized("10", "1Gi")}}}}});
  const json once = Mutated(pod);
  EXPECT_EQ(Resources(once)["requests"]["cpu"], "118");
  EXPECT_EQ(Webhook(once), "");
}

TEST(ResourcesProtection, CreatesWhatIsMissing) {
  json pod = test::Pod({{"class", "long"}, {"expected-memory", "10Gi"}, {"expected-cpu", "2"}});
  pod["spec"]["containers"][0].erase("resources");
  EXPECT_EQ(Resources(Mutated(pod))["requests"], Sized("3", "15Gi"));
}

TEST(ResourcesProtection, SaysWhatAnotherStepMayRefuse) {
  const Decision decision =
      test::Decide(test::Pod({{"class", "long"}}, Sized("1", "1Gi"), Sized("2", "2Gi")));
  EXPECT_THAT(decision.notices,
              testing::UnorderedElementsAre("container main: cpu request raised from 1 to 1500m",
                                            "container main: memory request raised from 1Gi to "
                                            "1536Mi",
                                            "container main: cpu limit 2 removed",
                                            "container main: memory limit 2Gi removed"));
}

// --- what a policy may say of limits

Policy WithMemory(const std::string& memory) {
  return test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n- name: c\n"
      "  resources: {memory: " +
      memory + "}\n");
}

struct LimitCase {
  const char* spec;
  const char* request;
  const char* limit;  // of the user; empty: none
  const char* wanted_request;
  const char* wanted_limit;
};

class LimitSpecs : public testing::TestWithParam<LimitCase> {};

TEST_P(LimitSpecs, AreApplied) {
  const LimitCase& param = GetParam();
  const json limits = *param.limit == '\0' ? json() : json({{"memory", std::string(param.limit)}});
  const json pod = Mutated(test::Pod({{"class", "c"}}, {{"memory", param.request}}, limits),
                           WithMemory(param.spec));
  EXPECT_EQ(Resources(pod)["requests"]["memory"], param.wanted_request);
  const json limit = Resources(pod).value("limits", json::object()).value("memory", json(""));
  EXPECT_EQ(limit, param.wanted_limit);
}

INSTANTIATE_TEST_SUITE_P(
    All, LimitSpecs,
    testing::Values(LimitCase{"{request: 2x, limit: none}", "1Gi", "3Gi", "2Gi", ""},
                    LimitCase{"{request: 2x, limit: keep}", "1Gi", "3Gi", "2Gi", "3Gi"},
                    LimitCase{"{request: 2x, limit: keep}", "1Gi", "1Gi", "2Gi", "2Gi"},
                    LimitCase{"{request: 2x}", "1Gi", "", "2Gi", ""},
                    LimitCase{"{request: 2x, limit: request}", "1Gi", "", "2Gi", "2Gi"},
                    LimitCase{"{request: 2x, limit: 3x}", "1Gi", "9Gi", "2Gi", "3Gi"},
                    LimitCase{"{request: 4Gi, limit: 1x}", "1Gi", "", "4Gi", "4Gi"},
                    LimitCase{"{request: 2x, limit: [1x, 4Gi]}", "1Gi", "", "2Gi", "4Gi"},
                    LimitCase{"{request: [2x, 5Gi, p95]}", "1Gi", "", "5Gi", ""},
                    LimitCase{"{request: {atLeast: 0.5x}}", "1Gi", "", "1Gi", ""},
                    LimitCase{"{request: 0.8x}", "1Gi", "", "858993460", ""}));

TEST(ResourcesProtection, TakesPercentilesFromHistory) {
  Estimates estimates;
  Estimate estimate{.runs = 12};
  const auto q = [](std::string_view text) { return *Quantity::Parse(text); };
  estimate.memory = UsageEstimate{q("1Gi"), q("1Gi"), q("7Gi"), q("8Gi")};
  estimates.Add("job:a", estimate);
  json pod = test::Pod({{"class", "c"}}, {{"memory", "2Gi"}});
  pod["metadata"]["labels"]["batch.kubernetes.io/job-name"] = "a";
  const json mutated = Mutated(pod, WithMemory("{request: 1x, limit: [1.2x, p95]}"), estimates);
  EXPECT_EQ(Resources(mutated)["requests"]["memory"], "1Gi") << "history knows better";
  EXPECT_EQ(Resources(mutated)["limits"]["memory"], "7Gi");
}

}  // namespace
}  // namespace tenure
