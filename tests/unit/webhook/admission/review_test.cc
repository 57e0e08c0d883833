#include "webhook/admission/review.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string ReviewOf(const std::string& request) {
  return R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":)" + request +
         "}";
}

std::string PodReview(const std::string& members) {
  return ReviewOf(R"({"uid":"u-1","kind":{"group":"","version":"v1","kind":"Pod"},)" + members +
                  "}");
}

class DecodeReviewTest : public ::testing::Test {
 protected:
  Review Decode(const std::string& bytes) {
    auto review = DecodeReview(document_, bytes);
    EXPECT_TRUE(review) << review.error();
    return review.value_or(Review{});
  }

  std::string ErrorOf(const std::string& bytes) {
    const auto review = DecodeReview(document_, bytes);
    return review ? "(decoded)" : review.error();
  }

  JsonDocument document_;
};

TEST_F(DecodeReviewTest, ReadsEverythingThatADecisionNeeds) {
  const Review review = Decode(ReviewOf(R"({
    "uid": "u-1",
    "kind": {"group": "", "version": "v1", "kind": "Pod"},
    "resource": {"group": "", "version": "v1", "resource": "pods"},
    "subResource": "resize", "name": "assembly", "namespace": "science", "operation": "UPDATE",
    "userInfo": {"username": "ada", "uid": "7", "groups": ["g1", "g2"], "extra": {"k": ["v"]}},
    "object": {"metadata": {"name": "assembly"}, "spec": {"containers": [{"name": "main"}]}},
    "oldObject": {"metadata": {"name": "assembly", "labels": {"a": "b"}}, "spec": {}},
    "dryRun": true, "options": {"kind": "UpdateOptions"}})"));
  EXPECT_EQ(review.uid, "u-1");
  EXPECT_EQ(review.kind, (GroupVersionKind{"", "v1", "Pod"}));
  EXPECT_EQ(review.resource, "pods");
  EXPECT_EQ(review.name, "assembly");
  EXPECT_EQ(review.request.sub_resource, "resize");
  EXPECT_EQ(review.request.name_space, "science");
  EXPECT_EQ(review.request.operation, Operation::kUpdate);
  EXPECT_EQ(review.request.user.name, "ada");
  EXPECT_THAT(review.request.user.groups, ElementsAre("g1", "g2"));
  EXPECT_TRUE(review.request.dry_run);
  ASSERT_TRUE(review.has_pod);
  EXPECT_EQ(review.request.pod.spec.containers.at(0).name, "main");
  ASSERT_TRUE(review.request.old_pod);
  EXPECT_EQ(review.request.old_pod->metadata.Label("a"), "b");
  EXPECT_FALSE(review.unreadable);
}

TEST_F(DecodeReviewTest, AbsentMembersAreAsNull) {
  const Review review = Decode(PodReview(
      R"("operation":"CREATE","object":{"metadata":{}},"oldObject":null,"dryRun":null,"name":null)"));
  EXPECT_TRUE(review.has_pod);
  EXPECT_FALSE(review.request.old_pod);
  EXPECT_FALSE(review.request.dry_run);
  EXPECT_EQ(review.name, "");
}

TEST_F(DecodeReviewTest, TheObjectsNamespaceCountsWhereTheRequestHasNone) {
  EXPECT_EQ(Decode(PodReview(R"("operation":"CREATE","object":{"metadata":{"namespace":"lab"}})"))
                .request.name_space,
            "lab");
}

TEST_F(DecodeReviewTest, ADeletionHasNoPod) {
  const Review review =
      Decode(PodReview(R"("operation":"DELETE","object":null,"oldObject":{"metadata":{}})"));
  EXPECT_FALSE(review.has_pod);
  EXPECT_EQ(review.request.operation, Operation::kDelete);
}

TEST_F(DecodeReviewTest, OtherKindsAreNotDecoded) {
  const Review review = Decode(ReviewOf(
      R"({"uid":"u","kind":{"group":"","version":"v1","kind":"ConfigMap"},"operation":"CREATE",)"
      R"("object":{"metadata":"nothing that a pod could have"}})"));
  EXPECT_FALSE(review.has_pod);
  EXPECT_FALSE(review.unreadable);
  EXPECT_EQ(review.kind.kind, "ConfigMap");
}

TEST_F(DecodeReviewTest, TheTemplateOfAJobIsItsPod) {
  const Review review = Decode(ReviewOf(
      R"({"uid":"u","kind":{"group":"batch","version":"v1","kind":"Job"},"operation":"CREATE",)"
      R"("object":{"metadata":{"name":"assembly","namespace":"lab"},"spec":{"template":)"
      R"({"spec":{"containers":[{"name":"main"}]}}}}})"));
  ASSERT_TRUE(review.job);
  EXPECT_TRUE(review.has_pod);
  EXPECT_EQ(review.job->metadata.name, "assembly");
  EXPECT_EQ(review.request.name_space, "lab");
  EXPECT_EQ(review.request.pod.spec.containers.at(0).name, "main");
}

TEST_F(DecodeReviewTest, APodOfAnotherGroupIsNoPod) {
  EXPECT_FALSE(Decode(ReviewOf(R"({"uid":"u","kind":{"group":"x","version":"v1","kind":"Pod"},)"
                               R"("operation":"CREATE","object":{}})"))
                   .has_pod);
}

TEST_F(DecodeReviewTest, AnUnreadableObjectIsNoFaultOfTheReview) {
  const Review review =
      Decode(PodReview(R"("operation":"CREATE","object":{"spec":{"containers":[{"name":7}]}})"));
  EXPECT_EQ(review.uid, "u-1");
  ASSERT_TRUE(review.unreadable);
  EXPECT_EQ(review.unreadable->Text(),
            "/request/object/spec/containers/0/name: must be a string, not a number");
}

TEST_F(DecodeReviewTest, TheDocumentServesOneReviewAfterAnother) {
  EXPECT_EQ(Decode(PodReview(R"("operation":"CREATE","name":"one")")).name, "one");
  EXPECT_THAT(ErrorOf("{"), HasSubstr("the body is not JSON"));
  EXPECT_EQ(Decode(PodReview(R"("operation":"CREATE","name":"two")")).name, "two");
}

struct NoReview {
  std::string bytes;
  std::string error;
};

class NoReviewTest : public ::testing::TestWithParam<NoReview> {};

TEST_P(NoReviewTest, IsToldWhy) {
  JsonDocument document;
  const auto review = DecodeReview(document, GetParam().bytes);
  ASSERT_FALSE(review) << GetParam().bytes;
  EXPECT_THAT(review.error(), HasSubstr(GetParam().error));
}

const std::string kNested = std::string(300, '[') + std::string(300, ']');

INSTANTIATE_TEST_SUITE_P(
    Bodies, NoReviewTest,
    ::testing::Values(
        NoReview{"", "is not JSON"}, NoReview{"hello", "is not JSON"},
        NoReview{"\xff\xfe", "is not JSON"}, NoReview{kNested, "nested more than 256 levels"},
        NoReview{"[]", "must be an object, not an array"}, NoReview{"{}", "/kind: must be"},
        NoReview{R"({"kind":"Pod","apiVersion":"v1"})", "/kind: must be AdmissionReview"},
        NoReview{R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1beta1"})",
                 "/apiVersion: must be admission.k8s.io/v1"},
        NoReview{R"({"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1"})",
                 "/request: is missing"},
        NoReview{ReviewOf("null"), "/request: is missing"},
        NoReview{ReviewOf("7"), "/request: must be an object, not a number"},
        NoReview{ReviewOf(R"({"operation":"CREATE"})"), "/request/uid: is missing"},
        NoReview{ReviewOf(R"({"uid":"","operation":"CREATE"})"), "/request/uid: is missing"},
        NoReview{ReviewOf(R"({"uid":7,"operation":"CREATE"})"),
                 "/request/uid: must be a string, not a number"},
        NoReview{ReviewOf(R"({"uid":"u"})"), "/request/operation: is missing"},
        NoReview{ReviewOf(R"({"uid":"u","operation":"PATCH"})"),
                 "/request/operation: must be CREATE, UPDATE, DELETE or CONNECT"}));

}  // namespace
}  // namespace tenure
