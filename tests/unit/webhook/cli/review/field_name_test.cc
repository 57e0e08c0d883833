#include "webhook/cli/review/field_name.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

using nlohmann::json;

const json& Pod() {
  static const json kPod = json::parse(R"({"spec": {
    "containers": [{"name": "main"}, {}],
    "initContainers": [{"name": "fetch"}],
    "tolerations": [{"key": "node.kubernetes.io/not-ready"}, {}],
    "volumes": [{"name": "data"}]
  }})");
  return kPod;
}

std::string Name(std::string_view pointer) { return FieldName(pointer, Pod()); }

TEST(FieldName, OfAContainerBeginsWithItsName) {
  EXPECT_EQ(Name("/spec/containers/0/resources/requests/memory"), "main requests.memory");
  EXPECT_EQ(Name("/spec/initContainers/0/resources/limits/nvidia.com~1gpu"),
            "init fetch limits.nvidia.com/gpu");
  EXPECT_EQ(Name("/spec/containers/0/image"), "main image");
  EXPECT_EQ(Name("/spec/containers/0"), "main");
  EXPECT_EQ(Name("/spec/containers/1/image"), "containers[1] image");
  EXPECT_EQ(Name("/spec/containers/7/image"), "containers[7] image");
  EXPECT_EQ(Name("/spec/containers/0/resources"), "main resources");
}

TEST(FieldName, OfMetadataNamesTheKey) {
  EXPECT_EQ(Name("/metadata/annotations/tenure.dev~1class"), "annotation tenure.dev/class");
  EXPECT_EQ(Name("/metadata/labels/a"), "label a");
  EXPECT_EQ(Name("/metadata/ownerReferences"), "metadata.ownerReferences");
}

TEST(FieldName, OfTheSpecIsItsPath) {
  EXPECT_EQ(Name("/spec/priorityClassName"), "priorityClassName");
  EXPECT_EQ(Name("/spec/tolerations/-"), "tolerations +");
  EXPECT_EQ(Name("/spec/tolerations/0/tolerationSeconds"),
            "tolerations[not-ready].tolerationSeconds");
  EXPECT_EQ(Name("/spec/tolerations/1/tolerationSeconds"), "tolerations[1].tolerationSeconds");
  EXPECT_EQ(Name("/spec/volumes/0/emptyDir"), "volumes[data].emptyDir");
  EXPECT_EQ(Name("/spec"), "spec");
}

TEST(FieldName, OfAnAffinityIsShortened) {
  EXPECT_EQ(Name("/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/"
                 "nodeSelectorTerms/0/matchExpressions/-"),
            "nodeAffinity.required[0] +");
}

TEST(FieldName, OfNothingIsThePod) { EXPECT_EQ(Name(""), "pod"); }

TEST(FieldValue, IsShownAsPeopleWriteIt) {
  EXPECT_EQ(FieldValue(R"("64Gi")"), "64Gi");
  EXPECT_EQ(FieldValue("300"), "300");
  EXPECT_EQ(FieldValue(R"(["a","b"])"), "a, b");
  EXPECT_EQ(FieldValue(R"({"a":{"b":1}})"), "{a: {b: 1}}");
  EXPECT_EQ(FieldValue("not JSON"), "not JSON");
}

TEST(FieldValue, OfATolerationIsAsKubectlDescribesIt) {
  EXPECT_EQ(FieldValue(R"({"key":"mem","operator":"Equal","value":"high","effect":"NoSchedule"})"),
            "mem=high:NoSchedule");
  EXPECT_EQ(FieldValue(R"({"key":"k","operator":"Exists","effect":"NoExecute",
                           "tolerationSeconds":300})"),
            "k:NoExecute for 300s");
}

TEST(FieldValue, OfARequirementIsASentence) {
  EXPECT_EQ(FieldValue(R"({"key":"k","operator":"NotIn","values":["a","b"]})"), "k NotIn [a, b]");
  EXPECT_EQ(FieldValue(R"({"matchExpressions":[{"key":"k","operator":"Exists"}]})"), "k Exists");
  EXPECT_EQ(FieldValue(R"({"weight":50,"preference":{"matchExpressions":[
                           {"key":"k","operator":"In","values":["a"]}]}})"),
            "weight 50: k In [a]");
}

}  // namespace
}  // namespace tenure
