// What holds for every pod, over generated ones: no patch that does not apply,
// nothing changed twice, nothing of the user's lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "policies/pod/patch.h"
#include "tests/support/api_server.h"
#include "tests/support/checkpoint_generator.h"
#include "tests/support/decide.h"
#include "tests/support/pod_generator.h"
#include "tests/support/strict_patch.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr int kPods = 3000;

std::string Webhook(const json& pod) { return JsonPatch(test::Decide(pod).changes); }

// Calls check(pod) for many pods, and says which one failed.
template <typename Check>
void ForManyPods(Check check) {
  for (int seed = 0; seed < kPods; ++seed) {
    json pod = test::PodGenerator(static_cast<std::uint32_t>(seed)).Next();
    if (seed % 2 == 1) test::CheckpointGenerator(static_cast<std::uint32_t>(seed)).AddTo(pod);
    check(pod);
    if (testing::Test::HasFailure()) {
      FAIL() << "seed " << seed << ": " << pod.dump();
    }
  }
}

TEST(EveryPod, GetsAPatchThatApplies) {
  ForManyPods([](const json& pod) {
    const auto patched = test::ApplyStrictly(pod, Webhook(pod));
    EXPECT_TRUE(patched.has_value()) << patched.error();
  });
}

TEST(EveryPod, IsChangedOnce) {
  ForManyPods([](const json& pod) {
    const json once = test::Mutated(pod);
    EXPECT_EQ(Webhook(once), "");
  });
}

TEST(EveryPod, GetsTheSameAnswerEachTime) {
  ForManyPods([](const json& pod) { EXPECT_EQ(Webhook(pod), Webhook(pod)); });
}

// Through an API server with its plugins and its second round: what is stored
// is never changed again, and its priority is a number that fits its class.
TEST(EveryPod, IsStoredAsItsClassWantsIt) {
  test::ApiServer api;
  api.priority_classes["lower"] = {1000, "PreemptLowerPriority"};
  api.priority_classes["higher"] = {2000000, "Never"};
  api.limit_range = test::LimitRange{{{"cpu", "100m"}, {"memory", "256Mi"}}, {{"cpu", "500m"}}};
  ForManyPods([&](const json& pod) {
    const auto created = api.Create(pod, Webhook);
    if (!created) {
      EXPECT_THAT(created.error(), testing::Not(testing::HasSubstr("500 Internal")))
          << created.error();
      return;
    }
    const json& spec = created->pod["spec"];
    ASSERT_TRUE(spec.contains("priority"));
    const std::string name = spec.value("priorityClassName", "");
    EXPECT_EQ(spec["priority"], name.empty() ? 0 : api.priority_classes.at(name).value);
    EXPECT_EQ(Webhook(created->pod), "");
  });
}

// Where a protection may write; everything else has to stay as it was.
bool IsOurs(const std::string& pointer) {
  static const std::vector<std::string> kPrefixes = {
      "/metadata/annotations/tenure.dev~1decision",
      "/metadata/annotations/tenure.dev~1requests",
      "/metadata/annotations/cluster-autoscaler.kubernetes.io~1safe-to-evict",
      "/metadata/annotations/karpenter.sh~1do-not-disrupt",
      "/metadata/labels/tenure.dev~1assigned-class",
      "/metadata/labels/tenure.dev~1evictable",
      "/spec/priority",
      "/spec/preemptionPolicy",
      "/spec/affinity/",
      "/spec/tolerations/",
      "/spec/terminationGracePeriodSeconds",
      // Of checkpoints; matrix_test.cc looks closer.
      "/spec/runtimeClassName",
  };
  const auto is_prefix = [&](const std::string& prefix) { return pointer.starts_with(prefix); };
  if (std::ranges::any_of(kPrefixes, is_prefix)) return true;
  // Of the strategy native, to a variable that names a folder of the claim.
  const bool is_of_checkpoint = pointer.find("/env/") != std::string::npos ||
                                pointer.find("/volumeMounts/") != std::string::npos ||
                                pointer.starts_with("/spec/volumes/");
  if (is_of_checkpoint) return true;
  const bool is_resource = pointer.find("/resources/requests") != std::string::npos ||
                           pointer.find("/resources/limits") != std::string::npos;
  return is_resource && pointer.starts_with("/spec/containers/") &&
         (pointer.ends_with("/cpu") || pointer.ends_with("/memory"));
}

TEST(EveryPod, KeepsWhatIsNotOursToChange) {
  ForManyPods([](const json& pod) {
    const json before = pod.flatten();
    const json after = test::Mutated(pod).flatten();
    for (const auto& [pointer, value] : before.items()) {
      if (IsOurs(pointer) || value.is_null() || value.empty()) continue;
      EXPECT_EQ(after.value(pointer, json("gone")), value) << pointer;
    }
    for (const auto& [pointer, value] : after.items()) {
      if (IsOurs(pointer) || before.contains(pointer)) continue;
      const bool is_emptied = value.empty() || value.is_null();
      EXPECT_TRUE(is_emptied) << pointer << " came from nowhere";
    }
  });
}

TEST(EveryPod, RequestsAtMostItsLimits) {
  ForManyPods([](const json& pod) {
    const json mutated = test::Mutated(pod);
    const bool was_valid = [&] {
      const test::PodRequest request(pod);
      for (const Container& c : request.request().pod.spec.containers) {
        for (const char* r : {"cpu", "memory"}) {
          if (c.Limit(r) != nullptr && c.Request(r) != nullptr && *c.Limit(r) < *c.Request(r)) {
            return false;
          }
        }
      }
      return true;
    }();
    if (!was_valid) return;
    const test::PodRequest request(mutated);
    for (const Container& container : request.request().pod.spec.containers) {
      for (const char* resource : {"cpu", "memory"}) {
        const Quantity* limit = container.Limit(resource);
        const Quantity* asked = container.Request(resource);
        if (limit != nullptr && asked != nullptr) {
          EXPECT_LE(*asked, *limit) << resource;
        }
      }
    }
  });
}

TEST(EveryPod, NeverLosesMemoryOnBeingLong) {
  ForManyPods([](const json& pod) {
    const Decision decision = test::Decide(pod);
    if (decision.class_name != "long") return;
    const test::PodRequest before(pod);
    const json mutated = test::Mutated(pod);
    const test::PodRequest after(mutated);
    const bool is_fresh = !before.request().pod.metadata.Annotation("tenure.dev/requests");
    for (std::size_t i = 0; is_fresh && i < before.request().pod.spec.containers.size(); ++i) {
      const Quantity* was = before.request().pod.spec.containers[i].Request("memory");
      const Quantity* now = after.request().pod.spec.containers[i].Request("memory");
      if (was != nullptr) {
        EXPECT_GE(*now, *was);
      }
    }
  });
}

}  // namespace
}  // namespace tenure
