// Updates are judged by their transitions only.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

class UpdateTest : public testing::Test {
 protected:
  json pod_ = [] {
    json pod = test::Pod({{"class", "long"}}, {{"cpu", "1"}, {"memory", "64Gi"}});
    pod["metadata"]["labels"]["tenure.dev/assigned-class"] = "long";
    return pod;
  }();

  std::vector<std::string> Judge(const json& now, std::string_view sub_resource = "",
                                 Phase phase = Phase::kValidate) {
    test::PodRequest update(now, phase);
    test::PodRequest old(pod_);
    update.request().operation = Operation::kUpdate;
    update.request().sub_resource = sub_resource;
    update.request().old_pod = old.request().pod;
    const Decision decision = Evaluate(test::DefaultPolicy(), {}, update.request());
    EXPECT_THAT(decision.changes, IsEmpty()) << "only CREATE is ever patched";
    return test::Ids(decision);
  }
};

TEST_F(UpdateTest, ThatConcernsNothingOfOursIsAllowedWhateverThePodIsLike) {
  pod_["metadata"]["annotations"]["tenure.dev/class"] = "forever";
  pod_["metadata"]["annotations"]["tenure.dev/expected-memory"] = "8GB";
  json now = pod_;
  now["metadata"]["labels"]["x"] = "y";
  EXPECT_THAT(Judge(now), IsEmpty());
}

TEST_F(UpdateTest, OfTheAssignedClassIsRefused) {
  json now = pod_;
  now["metadata"]["labels"]["tenure.dev/assigned-class"] = "short";
  EXPECT_THAT(Judge(now), ElementsAre("reserved-label enforce"));
  pod_["metadata"].erase("labels");
  EXPECT_THAT(Judge(now), ElementsAre("reserved-label enforce"));
}

TEST_F(UpdateTest, ThatRemovesTheAssignedClassIsTheWayOut) {
  json now = pod_;
  now["metadata"].erase("labels");
  EXPECT_THAT(Judge(now), ElementsAre("reserved-label warn"));
}

TEST_F(UpdateTest, OfAPodThatIsBeingDeletedIsAlwaysAllowed) {
  json now = pod_;
  now["metadata"]["deletionTimestamp"] = "2026-11-21T00:00:00Z";
  now["metadata"]["labels"]["tenure.dev/assigned-class"] = "short";
  EXPECT_THAT(Judge(now), IsEmpty());
  now["metadata"].erase("deletionTimestamp");
  pod_["metadata"]["deletionTimestamp"] = "2026-11-21T00:00:00Z";
  EXPECT_THAT(Judge(now), IsEmpty());
}

TEST_F(UpdateTest, AtTheMutatingWebhookDoesNothing) {
  json now = pod_;
  now["metadata"]["labels"]["tenure.dev/assigned-class"] = "short";
  EXPECT_THAT(Judge(now, "", Phase::kMutate), IsEmpty());
}

TEST_F(UpdateTest, OfOtherSubresourcesIsAllowed) {
  json now = pod_;
  now["metadata"]["labels"]["tenure.dev/assigned-class"] = "short";
  EXPECT_THAT(Judge(now, "status"), IsEmpty());
  EXPECT_THAT(Judge(now, "ephemeralcontainers"), IsEmpty());
}

json& Resources(json& pod) { return pod["spec"]["containers"][0]["resources"]; }

TEST_F(UpdateTest, ResizingUpIsFine) {
  json now = pod_;
  Resources(now)["requests"]["memory"] = "96Gi";
  EXPECT_THAT(Judge(now, "resize"), IsEmpty());
}

TEST_F(UpdateTest, ResizingAgainstTheClassIsTold) {
  json now = pod_;
  Resources(now)["requests"]["memory"] = "32Gi";
  EXPECT_THAT(Judge(now, "resize"), ElementsAre("protection-undone warn"));
  now = pod_;
  Resources(now)["limits"]["memory"] = "64Gi";
  EXPECT_THAT(Judge(now, "resize"), ElementsAre("protection-undone warn"));
}

TEST_F(UpdateTest, ResizingAShortPodIsNoneOfOurBusiness) {
  pod_["metadata"]["labels"]["tenure.dev/assigned-class"] = "short";
  json now = pod_;
  Resources(now)["requests"]["memory"] = "32Gi";
  EXPECT_THAT(Judge(now, "resize"), IsEmpty());
}

}  // namespace
}  // namespace tenure
