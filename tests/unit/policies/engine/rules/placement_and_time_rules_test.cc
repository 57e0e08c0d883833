#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using test::Decide;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

json LongPod(json annotations = json::object()) {
  annotations["class"] = "long";
  return test::Pod(annotations, {{"cpu", "1"}, {"memory", "1Gi"}});
}

std::string MessageOf(const Decision& decision, std::string_view rule) {
  for (const Finding& finding : decision.findings) {
    if (finding.rule == rule) return finding.message;
  }
  return "";
}

const auto Has = [](const char* id) { return Contains(std::string(id)); };

TEST(DeadlineBeforeEnd, ComparesEveryDeadlineThereIs) {
  json pod = LongPod({{"expected-runtime", "12d"}});
  EXPECT_EQ(MessageOf(Decide(pod), "deadline-before-end"), "");
  pod["spec"]["activeDeadlineSeconds"] = 86400;
  EXPECT_EQ(MessageOf(Decide(pod), "deadline-before-end"),
            "activeDeadlineSeconds kills it after 1d, before its 12d end; raise it, or remove it");
  EXPECT_TRUE(Decide(pod).Refused());
  pod["spec"]["activeDeadlineSeconds"] = 12 * 86400;
  EXPECT_EQ(MessageOf(Decide(pod), "deadline-before-end"), "");
  pod["metadata"]["labels"]["kueue.x-k8s.io/max-exec-time-seconds"] = "3600";
  EXPECT_THAT(MessageOf(Decide(pod), "deadline-before-end"), HasSubstr("Kueue"));
  pod["metadata"].erase("labels");
  pod["metadata"]["annotations"]["slurmjob.slinky.slurm.net/timelimit"] = "60";
  EXPECT_THAT(MessageOf(Decide(pod), "deadline-before-end"), HasSubstr("after 1h"));
}

TEST(RequestExceedsNode, IsAboutWhatIsExpectedNotAboutTheHeadroom) {
  EXPECT_THAT(test::Ids(Decide(LongPod({{"expected-memory", "1900Gi"}}))),
              Not(Has("request-exceeds-node enforce")));
  const Decision decision = Decide(LongPod({{"expected-memory", "1901Gi"}}));
  EXPECT_THAT(test::Ids(decision), Has("request-exceeds-node enforce"));
  EXPECT_THAT(test::Ids(Decide(LongPod({{"expected-cpu", "129"}}))),
              Has("request-exceeds-node enforce"));
}

TEST(RequestExceedsNode, SumsUpTheContainers) {
  json pod = LongPod({{"expected-memory", "main=1000Gi,helper=1000Gi"}});
  pod["spec"]["containers"].push_back({{"name", "helper"}});
  EXPECT_THAT(test::Ids(Decide(pod)), Has("request-exceeds-node enforce"));
}

TEST(SpotNodeSelected, ByNodeSelector) {
  json pod = LongPod();
  pod["spec"]["nodeSelector"] = {{"karpenter.sh/capacity-type", "on-demand"}};
  EXPECT_EQ(MessageOf(Decide(pod), "spot-node-selected"), "");
  pod["spec"]["nodeSelector"] = {{"karpenter.sh/capacity-type", "spot"}};
  EXPECT_EQ(MessageOf(Decide(pod), "spot-node-selected"),
            "nodeSelector karpenter.sh/capacity-type=spot: such nodes go away; remove it");
  pod["spec"]["nodeSelector"] = {{"cloud.google.com/gke-spot", "true"}};
  EXPECT_THAT(test::Ids(Decide(pod)), Has("spot-node-selected enforce"));
}

TEST(SpotNodeSelected, ByAffinityOnlyWhenEveryTermLeadsThere) {
  const json spot = json::parse(R"({"matchExpressions": [
      {"key": "karpenter.sh/capacity-type", "operator": "In", "values": ["spot"]}]})");
  const json zone = json::parse(R"({"matchExpressions": [
      {"key": "zone", "operator": "In", "values": ["a"]}]})");
  json pod = LongPod();
  auto& terms = pod["spec"]["affinity"]["nodeAffinity"]
                   ["requiredDuringSchedulingIgnoredDuringExecution"]["nodeSelectorTerms"];
  terms = {spot};
  EXPECT_THAT(test::Ids(Decide(pod)), Has("spot-node-selected enforce"));
  terms = {spot, zone};
  EXPECT_THAT(test::Ids(Decide(pod)), Not(Has("spot-node-selected enforce")));
  terms = {spot, json::object()};
  EXPECT_THAT(test::Ids(Decide(pod)), Has("spot-node-selected enforce"));
}

TEST(ClassNotAllowed, HoldsHoweverTheClassWasFound) {
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- name: long
  match: [{critical: true}]
  allow: {namespaces: [hpc-*], serviceAccounts: [science/robot]}
  priority: {className: tenure-long, value: 1000000}
)");
  for (const char* annotation : {"class", "critical"}) {
    json pod = test::Pod({{annotation, annotation == std::string("class") ? "long" : "true"}});
    const Decision refused = Decide(pod, Phase::kMutate, policy);
    EXPECT_THAT(test::Ids(refused), Has("class-not-allowed enforce"));
    EXPECT_TRUE(refused.changes.empty());
    pod["spec"]["serviceAccountName"] = "robot";
    EXPECT_FALSE(Decide(pod, Phase::kMutate, policy).Refused());
    pod["spec"]["serviceAccountName"] = "default";
    pod["metadata"]["namespace"] = "hpc-bio";
    EXPECT_FALSE(Decide(pod, Phase::kMutate, policy).Refused());
  }
}

// --- of the validating webhook, about what others did after us

json Stored(const json& pod = LongPod()) {
  json stored = test::Mutated(pod);
  stored["spec"]["priority"] = 1000000;
  stored["spec"]["preemptionPolicy"] = "PreemptLowerPriority";
  return stored;
}

TEST(MemoryLimitKept, WhenAnotherStepPutItBack) {
  json stored = Stored();
  EXPECT_THAT(test::Ids(Decide(stored, Phase::kValidate)), Not(Has("memory-limit-kept warn")));
  stored["spec"]["containers"][0]["resources"]["limits"]["memory"] = "2Gi";
  EXPECT_THAT(test::Ids(Decide(stored, Phase::kValidate)), Has("memory-limit-kept warn"));
  EXPECT_THAT(test::Ids(Decide(stored, Phase::kMutate)), Not(Has("memory-limit-kept warn")));
}

TEST(ProtectionUndone, NamesWhatIsMissing) {
  json stored = Stored();
  EXPECT_EQ(MessageOf(Decide(stored, Phase::kValidate), "protection-undone"), "");
  stored["spec"]["priorityClassName"] = "";
  stored["spec"]["terminationGracePeriodSeconds"] = 30;
  EXPECT_EQ(MessageOf(Decide(stored, Phase::kValidate), "protection-undone"),
            "class long lacks priority, disruption: changed after us, or we were not asked");
}

TEST(ProtectionUndone, IsNotSaidOfWhatWeHoldBack) {
  const json stored = test::Mutated(test::Pod({{"class", "long"}}));
  EXPECT_EQ(MessageOf(Decide(stored, Phase::kValidate), "protection-undone"), "");
}

TEST(AnotherPolicy, OnlyWarnsOfOurOwnDoing) {
  const Policy older = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses:\n"
      "- name: long\n  allow: {namespaces: [science]}\n"
      "  priority: {className: tenure-long, value: 1000000}\n");
  json stored = Stored(test::Pod({{"critical", "true"}}, {{"cpu", "1"}, {"memory", "1Gi"}}));
  const Decision decision = Decide(stored, Phase::kValidate, older);
  EXPECT_FALSE(decision.Refused());
  EXPECT_THAT(test::Ids(decision), testing::IsSupersetOf({std::string("reserved-label warn"),
                                                          std::string("reserved-priority warn")}));
  stored["metadata"]["namespace"] = "elsewhere";
  EXPECT_THAT(test::Ids(Decide(stored, Phase::kValidate, older)), Has("class-not-allowed enforce"))
      << "a forged hash opens nothing";
}

// --- warnings about what will hurt later

TEST(ImageNotPinned, IsAboutPodsThatRunForWeeks) {
  json pod = LongPod();
  EXPECT_THAT(test::Ids(Decide(pod)), Has("image-not-pinned warn"));
  pod["spec"]["containers"][0]["image"] = "registry.example/a@sha256:" + std::string(64, 'a');
  EXPECT_THAT(test::Ids(Decide(pod)), Not(Has("image-not-pinned warn")));
  EXPECT_THAT(test::Ids(Decide(test::Pod({{"class", "short"}}))),
              Not(Has("image-not-pinned warn")));
}

TEST(BarePod, HasNobodyToMakeAnother) {
  json pod = LongPod();
  EXPECT_THAT(test::Ids(Decide(pod)), Has("bare-pod warn"));
  pod["metadata"]["ownerReferences"] = {{{"apiVersion", "batch/v1"},
                                         {"kind", "Job"},
                                         {"name", "a"},
                                         {"uid", "u"},
                                         {"controller", true}}};
  EXPECT_THAT(test::Ids(Decide(pod)), Not(Has("bare-pod warn")));
}

TEST(NoDisruptionBudget, UnlessThePolicyKnowsOfOne) {
  EXPECT_THAT(test::Ids(Decide(LongPod())), Has("no-disruption-budget warn"));
  const Policy policy = test::PolicyOf(R"(
apiVersion: tenure.dev/v1
kind: Policy
classes:
- {name: long, disruption: {evictions: deny}}
checkpoint: {protectedNamespaces: [sci*]}
)");
  EXPECT_THAT(test::Ids(Decide(LongPod(), Phase::kMutate, policy)),
              Not(Has("no-disruption-budget warn")));
}

TEST(VpaOrLimitRangeConflict, IsSeenByWhatTheyWrite) {
  json pod = LongPod();
  EXPECT_THAT(test::Ids(Decide(pod)), Not(Has("vpa-or-limit-range-conflict warn")));
  pod["metadata"]["annotations"]["vpaUpdates"] = "Pod resources updated by vpa: container 0";
  EXPECT_THAT(test::Ids(Decide(pod)), Has("vpa-or-limit-range-conflict warn"));
  pod = LongPod();
  pod["metadata"]["annotations"]["kubernetes.io/limit-ranger"] =
      "LimitRanger plugin set: memory limit for container main";
  EXPECT_THAT(test::Ids(Decide(pod)), Has("vpa-or-limit-range-conflict warn"));
}

}  // namespace
}  // namespace tenure
