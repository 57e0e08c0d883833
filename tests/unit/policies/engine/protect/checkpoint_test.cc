#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::IsEmpty;

json NativePod(const json& more = json::object()) {
  json annotations = {
      {"class", "long"}, {"checkpoint", "native"}, {"checkpoint-claim", "checkpoints"}};
  annotations.update(more);
  return test::Pod(annotations, {{"cpu", "1"}, {"memory", "100Gi"}});
}

json& MainOf(json& pod) { return pod["spec"]["containers"][0]; }

json Mounted(const char* path, const char* volume, json source) {
  json pod = NativePod();
  pod["spec"]["volumes"] = json::array({std::move(source)});
  pod["spec"]["volumes"][0]["name"] = volume;
  MainOf(pod)["volumeMounts"] = json::array({{{"name", volume}, {"mountPath", path}}});
  return pod;
}

const json kClaim = {{"persistentVolumeClaim", {{"claimName", "checkpoints"}}}};

std::vector<std::string> Refusals(const json& pod, const Policy& policy = test::DefaultPolicy()) {
  std::vector<std::string> rules;
  for (const Finding& finding : test::Decide(pod, Phase::kValidate, policy).findings) {
    if (finding.level == Level::kEnforce) rules.emplace_back(finding.rule);
  }
  return rules;
}

Policy WithStrategy(const std::string& strategy) {
  return test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\n"
      "checkpoint: {strategies: [{name: mine, " +
      strategy + "}]}\n");
}

json PodOf(const json& more = json::object()) {
  json annotations = {{"checkpoint", "mine"}, {"checkpoint-claim", "checkpoints"}};
  annotations.update(more);
  json pod = test::Pod(annotations, {{"memory", "100Gi"}});
  MainOf(pod)["command"] = {"/bin/solve"};
  return pod;
}

TEST(NativeCheckpoint, GetsTheClaimAtItsRootAndAFolderOfItsOwn) {
  json pod = test::Mutated(NativePod());
  EXPECT_EQ(pod["spec"]["volumes"], json::parse(R"([{"name": "tenure-checkpoint",
                             "persistentVolumeClaim": {"claimName": "checkpoints"}}])"));
  EXPECT_EQ(MainOf(pod)["volumeMounts"],
            json::parse(R"([{"name": "tenure-checkpoint", "mountPath": "/checkpoint"}])"));
  EXPECT_EQ(MainOf(pod)["env"],
            json::parse(R"([{"name": "CHECKPOINT_DIR", "value": "/checkpoint/assembly"}])"));
  EXPECT_FALSE(MainOf(pod).contains("command")) << "the program checkpoints itself";
}

TEST(NativeCheckpoint, IsTheClasssForAPodThatNamesOnlyAClaim) {
  json pod = NativePod();
  pod["metadata"]["annotations"].erase("tenure.dev/checkpoint");
  pod = test::Mutated(pod);
  EXPECT_TRUE(MainOf(pod).contains("env"));
}

TEST(NativeCheckpoint, IsNoneWhereTheUserSaysSo) {
  json pod = test::Mutated(NativePod({{"checkpoint", "none"}}));
  EXPECT_FALSE(MainOf(pod).contains("env"));
  EXPECT_THAT(Refusals(pod), IsEmpty());
}

// A pod that asks for it gets it, whatever its class.
TEST(NativeCheckpoint, IsForPodsOfNoClassToo) {
  json pod = NativePod();
  pod["metadata"]["annotations"].erase("tenure.dev/class");
  const json once = test::Mutated(pod);
  EXPECT_EQ(once["spec"]["containers"][0]["env"].size(), 1U);
  EXPECT_FALSE(
      once["metadata"].value("labels", json::object()).contains("tenure.dev/assigned-class"));
  EXPECT_EQ(test::Mutated(once), once);
}

// The decision remembers the main container: a mesh puts its own in front.
TEST(NativeCheckpoint, StaysWithItsContainerInTheSecondRound) {
  for (const char* class_name : {"long", "none"}) {
    json pod = test::Mutated(NativePod({{"class", class_name}}));
    auto& containers = pod["spec"]["containers"];
    const json proxy = {{"name", "istio-proxy"}, {"image", "proxy"}};
    containers.insert(containers.begin(), proxy);
    EXPECT_EQ(test::Mutated(pod), pod) << class_name;
  }
}

TEST(NativeCheckpoint, UsesTheClaimWhereThePodHasItAlready) {
  json pod = test::Mutated(Mounted("/data", "work", kClaim));
  EXPECT_EQ(pod["spec"]["volumes"].size(), 1U);
  EXPECT_EQ(MainOf(pod)["volumeMounts"].size(), 1U);
  EXPECT_EQ(MainOf(pod)["env"][0]["value"], "/data/assembly");
}

// The kubelet makes a subPath as root: a folder for others is no root of ours.
TEST(NativeCheckpoint, MountsTheRootBesideAPartOfTheClaim) {
  json pod = Mounted("/data", "work", kClaim);
  MainOf(pod)["volumeMounts"][0]["subPath"] = "input";
  pod = test::Mutated(pod);
  EXPECT_EQ(pod["spec"]["volumes"].size(), 1U) << "the volume is there already";
  EXPECT_EQ(MainOf(pod)["volumeMounts"][1],
            json::parse(R"({"name": "work", "mountPath": "/checkpoint"})"));
}

// A StatefulSet's claims have other names in each pod.
TEST(NativeCheckpoint, TakesWhatIsMountedThereWhereNoClaimIsNamed) {
  json pod = Mounted("/checkpoint/", "work", {{"persistentVolumeClaim", {{"claimName", "x-0"}}}});
  pod["metadata"]["annotations"].erase("tenure.dev/checkpoint-claim");
  pod = test::Mutated(pod);
  EXPECT_EQ(MainOf(pod)["env"][0]["value"], "/checkpoint/assembly");
  EXPECT_THAT(Refusals(pod), IsEmpty());
}

TEST(NativeCheckpoint, IsRefusedOnWhatGoesWithThePod) {
  for (const char* source : {"emptyDir", "hostPath", "ephemeral"}) {
    json pod = Mounted("/checkpoint", "scratch", {{source, json::object()}});
    pod["metadata"]["annotations"].erase("tenure.dev/checkpoint-claim");
    EXPECT_THAT(Refusals(pod), Contains("checkpoint-volume-lost")) << source;
    EXPECT_EQ(test::Mutated(pod)["spec"]["containers"][0].contains("env"), false);
  }
}

TEST(NativeCheckpoint, IsRefusedWithoutAnyVolume) {
  json pod = NativePod();
  pod["metadata"]["annotations"].erase("tenure.dev/checkpoint-claim");
  EXPECT_THAT(Refusals(pod), Contains("checkpoint-volume-lost"));
}

// Each would be a 422, or a program that writes elsewhere.
TEST(NativeCheckpoint, ClashesAreFindings) {
  json path = Mounted("/checkpoint", "s", {{"emptyDir", json::object()}});
  json name = NativePod();
  name["spec"]["volumes"] = {{{"name", "tenure-checkpoint"}, {"emptyDir", json::object()}}};
  json variable = NativePod();
  MainOf(variable)["env"] = {{{"name", "CHECKPOINT_DIR"}, {"value", "/scratch"}}};
  for (const json& pod : {path, name, variable}) {
    EXPECT_THAT(Refusals(pod), Contains("checkpoint-mount-conflict"));
    EXPECT_EQ(test::Mutated(pod)["spec"].value("volumes", json()),
              pod["spec"].value("volumes", json()))
        << "nothing by halves";
  }
}

// What a policy has softened must not become the API server's 422.
TEST(NativeCheckpoint, IsNotBegunByHalvesWhereTheRuleIsOff) {
  Policy softened = test::DefaultPolicy();
  softened.rules.push_back({"checkpoint-mount-conflict", Level::kOff});
  json pod = Mounted("/checkpoint", "s", {{"emptyDir", json::object()}});
  pod["metadata"]["annotations"]["tenure.dev/checkpoint"] = "native";
  EXPECT_EQ(test::Mutated(pod, softened)["spec"]["containers"][0]["volumeMounts"].size(), 1U);
}

TEST(NativeCheckpoint, OfACopiedManifestGoesToTheNewFolder) {
  json copy = test::Mutated(NativePod());
  copy["metadata"]["name"] = "second";
  copy = test::Mutated(copy);
  EXPECT_EQ(MainOf(copy)["env"],
            json::parse(R"([{"name": "CHECKPOINT_DIR", "value": "/checkpoint/second"}])"));
}

TEST(Strategy, BringsItsBinariesByAnInitContainer) {
  json pod = test::Mutated(PodOf(), WithStrategy("binaries: {image: wrap:1, mount: /opt/w}"));
  EXPECT_EQ(pod["spec"]["volumes"],
            json::parse(R"([{"name": "tenure-binaries", "emptyDir": {}}])"));
  const json& init = pod["spec"]["initContainers"][0];
  EXPECT_EQ(init["command"], json({"/tenure-wrap", "install", "/opt/w"}));
  EXPECT_EQ(init["image"], "wrap:1");
  for (const char* list : {"requests", "limits"}) {
    for (const char* resource : {"cpu", "memory"}) {
      EXPECT_TRUE(init["resources"][list].contains(resource)) << "a LimitRange would fill it in";
    }
  }
  EXPECT_EQ(MainOf(pod)["volumeMounts"][0]["readOnly"], true);
}

TEST(Strategy, BringsItsBinariesByAnImageVolume) {
  json pod = test::Mutated(
      PodOf(), WithStrategy("binaries: {image: wrap:1, mount: /opt/w, imageVolume: true}"));
  EXPECT_EQ(pod["spec"]["volumes"],
            json::parse(R"([{"name": "tenure-binaries", "image": {"reference": "wrap:1"}}])"));
  EXPECT_FALSE(pod["spec"].contains("initContainers"));
}

TEST(Strategy, BringsFilesWithoutAnyOtherObject) {
  json pod = test::Mutated(
      PodOf(), WithStrategy("mount: /c, files: {/etc/w.yaml: \"dir: <dir>\", /etc/x: text}"));
  const json& annotations = pod["metadata"]["annotations"];
  EXPECT_EQ(annotations["tenure.dev/checkpoint-file-0"], "dir: /c/assembly");
  EXPECT_EQ(annotations["tenure.dev/checkpoint-file-1"], "text");
  EXPECT_EQ(pod["spec"]["volumes"][1]["downwardAPI"]["items"][0],
            json::parse(R"({"path": "0", "fieldRef": {"fieldPath":
                            "metadata.annotations['tenure.dev/checkpoint-file-0']"}})"));
  EXPECT_EQ(MainOf(pod)["volumeMounts"][1],
            json::parse(R"({"name": "tenure-files", "mountPath": "/etc/w.yaml", "subPath": "0",
                            "readOnly": true})"));
}

// A manifest copied from a pod of a time when the strategy had one file.
TEST(Strategy, SaysThatACopiedPodHasTooFewFiles) {
  const Policy one = WithStrategy("mount: /c, files: {/etc/w.yaml: text}");
  const Policy two = WithStrategy("mount: /c, files: {/etc/w.yaml: text, /etc/x: text}");
  const json copy = test::Mutated(PodOf(), one);
  EXPECT_THAT(Refusals(copy, one), IsEmpty());
  EXPECT_THAT(Refusals(copy, two), Contains("checkpoint-mount-conflict"));
}

TEST(Strategy, SetsLabelsAnnotationsRuntimeAndTime) {
  const json pod = test::Mutated(
      PodOf(), WithStrategy("labels: {saved: \"yes\"}, annotations: {a/b: c}, "
                            "runtimeClassName: gvisor, gracePeriod: {perGi: 4s, plus: 30s}"));
  EXPECT_EQ(pod["metadata"]["labels"]["saved"], "yes");
  EXPECT_EQ(pod["metadata"]["annotations"]["a/b"], "c");
  EXPECT_EQ(pod["spec"]["runtimeClassName"], "gvisor");
  EXPECT_EQ(pod["spec"]["terminationGracePeriodSeconds"], 430);
}

TEST(Strategy, LeavesALongerGracePeriod) {
  json pod = PodOf();
  pod["spec"]["terminationGracePeriodSeconds"] = 900;
  EXPECT_EQ(
      test::Mutated(pod, WithStrategy("gracePeriod: 5m"))["spec"]["terminationGracePeriodSeconds"],
      900);
}

const char* const kPrivileged =
    "capabilities: [SYS_ADMIN], seccompProfile: Unconfined, hostFiles: [/proc/x]";
const Ceiling kCeiling{{"SYS_ADMIN"}, {"/proc/x"}};

json Privileged(json pod = PodOf()) {
  pod["metadata"]["namespace"] = "privileged";
  return pod;
}

TEST(Privileges, AreGivenWithinTheCeilingOnThePrivilegedPath) {
  json pod = test::Mutated(Privileged(), WithStrategy(kPrivileged), {}, kCeiling);
  EXPECT_EQ(MainOf(pod)["securityContext"], json::parse(R"({"capabilities": {"add": ["SYS_ADMIN"]},
                            "seccompProfile": {"type": "Unconfined"}})"));
  EXPECT_EQ(pod["spec"]["volumes"][0]["hostPath"],
            json::parse(R"({"path": "/proc/x", "type": "File"})"));
}

TEST(Privileges, AreAddedToWhatTheContainerHas) {
  json pod = Privileged();
  MainOf(pod)["securityContext"] = json::parse(
      R"({"runAsUser": 0, "capabilities": {"drop": ["ALL"], "add": ["CHOWN"]},
          "seccompProfile": {"type": "RuntimeDefault"}})");
  pod = test::Mutated(pod, WithStrategy(kPrivileged), {}, kCeiling);
  EXPECT_EQ(MainOf(pod)["securityContext"], json::parse(R"({"runAsUser": 0,
                            "capabilities": {"drop": ["ALL"], "add": ["CHOWN", "SYS_ADMIN"]},
                            "seccompProfile": {"type": "Unconfined"}})"));
}

// Whatever the levels of the rules are: the ceiling is not the policy's.
TEST(Privileges, AreNeverGivenBeyondTheCeilingOrElsewhere) {
  Policy policy = WithStrategy(kPrivileged);
  policy.rules = {{"checkpoint-not-allowed", Level::kOff},
                  {"checkpoint-needs-privileged-namespace", Level::kOff}};
  for (const Ceiling& ceiling : {Ceiling{}, Ceiling{{"SYS_ADMIN"}, {}}, Ceiling{{}, {"/proc/x"}}}) {
    EXPECT_EQ(test::Mutated(Privileged(), policy, {}, ceiling), Privileged());
  }
  EXPECT_EQ(test::Mutated(PodOf(), policy, {}, kCeiling), PodOf());
}

}  // namespace
}  // namespace tenure
