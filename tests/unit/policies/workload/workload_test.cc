#include "policies/workload/workload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/workload/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

TEST(Workload, IsKnownByItsGroupWhateverItsVersion) {
  EXPECT_TRUE(MakesPods({{"apiVersion", "batch/v1beta1"}, {"kind", "CronJob"}}));
  EXPECT_TRUE(MakesPods({{"apiVersion", "v1"}, {"kind", "Pod"}}));
  EXPECT_FALSE(MakesPods({{"apiVersion", "example.org/v1"}, {"kind", "Job"}}));
  EXPECT_FALSE(MakesPods({{"apiVersion", "v1"}, {"kind", "Deployment"}}));
  EXPECT_FALSE(MakesPods({{"apiVersion", "v1"}, {"kind", "Service"}}));
}

TEST(Workload, WhatIsNoObjectMakesNoPods) {
  for (const json& odd : {json(), json("Pod"), json::array({1}), json{{"kind", 3}}}) {
    EXPECT_FALSE(MakesPods(odd)) << odd;
    EXPECT_TRUE(PodsOf(odd)->empty()) << odd;
  }
}

TEST(Workload, APodIsItself) {
  const json pod = {{"apiVersion", "v1"}, {"kind", "Pod"}, {"metadata", {{"name", "a"}}}};
  const WorkloadPod only = OnlyPodOf(pod);
  EXPECT_EQ(only.pod, pod);
  EXPECT_EQ(only.template_path, "");
}

// Whatever shape the parts of a manifest have, there is an error to read or a
// pod for the decoder to judge; never an exception.
TEST(Workload, OddShapesEndInAnErrorOrAPod) {
  const json whole = {
      {"metadata", {{"name", "a"}, {"namespace", "n"}}},
      {"spec",
       {{"serviceName", "s"},
        {"ordinals", {{"start", 1}}},
        {"volumeClaimTemplates", json::array({{{"metadata", {{"name", "c"}}}}})},
        {"completionMode", "Indexed"},
        {"template",
         {{"metadata", {{"labels", {{"a", "b"}}}, {"annotations", {{"c", "d"}}}}},
          {"spec", {{"volumes", json::array()}, {"containers", json::array()}}}}},
        {"jobTemplate", {{"spec", {{"template", {{"spec", json::object()}}}}}}},
        {"replicatedJobs", json::array({{{"name", "r"}}})},
        {"templates",
         json::array(
             {{{"name", "t"}, {"inputs", json::object()}, {"container", {{"name", "c"}}}}})},
        {"templateDefaults", json::object()},
        {"workflowSpec", {{"templates", json::array()}}}}}};
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"apps/v1", "Deployment"},
      {"apps/v1", "StatefulSet"},
      {"apps/v1", "DaemonSet"},
      {"batch/v1", "Job"},
      {"batch/v1", "CronJob"},
      {"jobset.x-k8s.io/v1alpha2", "JobSet"},
      {"argoproj.io/v1alpha1", "Workflow"},
      {"argoproj.io/v1alpha1", "CronWorkflow"}};
  const json flat = whole.flatten();
  for (const auto& [api_version, kind] : kinds) {
    for (const auto& [leaf, value] : flat.items()) {
      for (std::string place = leaf; !place.empty(); place.resize(place.rfind('/'))) {
        for (const json& odd :
             {json(), json(7), json("text"), json::array({json()}), json::object()}) {
          json workload = whole;
          workload["apiVersion"] = api_version;
          workload["kind"] = kind;
          workload[json::json_pointer(place)] = odd;
          EXPECT_NO_THROW((void)PodsOf(workload)) << kind << ' ' << place << " = " << odd;
        }
      }
    }
  }
}

TEST(Workload, NamesItsKinds) {
  EXPECT_THAT(WorkloadKinds(), testing::StartsWith("Pod, Deployment, "));
  EXPECT_THAT(WorkloadKinds(), testing::EndsWith(" and CronWorkflow"));
}

}  // namespace
}  // namespace tenure
