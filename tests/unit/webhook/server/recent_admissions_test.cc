#include "webhook/server/recent_admissions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "tests/support/files.h"

namespace tenure {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

std::string Recorded(const std::string& name) {
  return test::ReadFile(test::DataPath("reviews") / name);
}

std::string Numbered(int number, std::size_t size = 0) {
  return R"({"number":)" + std::to_string(number) + R"(,"padding":")" + std::string(size, ' ') +
         "\"}";
}

std::vector<std::string> Texts(const RecentAdmissions& recent) {
  std::vector<std::string> texts;
  for (const auto& admission : recent.Newest()) texts.push_back(admission->review);
  return texts;
}

TEST(RecentAdmissions, AreKeptOnceAbsorbedTheNewestFirst) {
  RecentAdmissions recent;
  recent.Offer(Numbered(1), false);
  recent.Offer(Numbered(2), true);
  EXPECT_THAT(recent.Newest(), IsEmpty());
  recent.Absorb();
  ASSERT_THAT(recent.Newest(), SizeIs(2));
  EXPECT_EQ(recent.Newest()[0]->review, Numbered(2));
  EXPECT_TRUE(recent.Newest()[0]->privileged_namespace);
  EXPECT_EQ(recent.JsonLines(), Numbered(1) + '\n' + Numbered(2) + '\n');
}

TEST(RecentAdmissions, AreBoundedByCount) {
  RecentAdmissions recent({.count = 3, .bytes = 1 << 20});
  for (int i = 0; i < 10; ++i) recent.Offer(Numbered(i), false);
  recent.Absorb();
  EXPECT_THAT(Texts(recent), testing::ElementsAre(Numbered(9), Numbered(8), Numbered(7)));
}

TEST(RecentAdmissions, AreBoundedByBytes) {
  RecentAdmissions recent({.count = 1000, .bytes = 1000});
  for (int i = 0; i < 10; ++i) recent.Offer(Numbered(i, 400), false);
  recent.Offer(Numbered(99, 2000), false);
  recent.Absorb();
  EXPECT_THAT(Texts(recent), SizeIs(2)) << "and what is too large by itself pushes nothing out";
}

TEST(RecentAdmissions, AreBoundedBeforeTheyAreAbsorbed) {
  RecentAdmissions recent;
  for (int i = 0; i < 10'000; ++i) recent.Offer(Numbered(i), false);
  recent.Absorb();
  EXPECT_THAT(recent.Newest(), SizeIs(256));
}

TEST(RecentAdmissions, NoneIsKeptAsItCame) {
  RecentAdmissions recent;
  recent.Offer(R"({"request":{"object":{"spec":{"containers":[{"env":[)"
               R"({"name":"PASSWORD","value":"hunter2"}]}]}}}})",
               false);
  recent.Offer("no JSON at all hunter2", false);
  recent.Absorb();
  EXPECT_THAT(recent.JsonLines(), HasSubstr("PASSWORD"));
  EXPECT_THAT(recent.JsonLines(), Not(HasSubstr("hunter2")));
}

class WorthKeepingTest : public ::testing::Test {
 protected:
  bool IsWorthKeeping(const std::string& bytes, Phase phase = Phase::kMutate) {
    auto review = DecodeReview(document_, bytes);
    EXPECT_TRUE(review) << review.error();
    review->request.phase = phase;
    return RecentAdmissions::IsWorthKeeping(*review);
  }
  JsonDocument document_;
};

TEST_F(WorthKeepingTest, IsWhatIsCreatedIndeed) {
  EXPECT_TRUE(IsWorthKeeping(Recorded("long-annotated.mutate.json")));
  EXPECT_TRUE(IsWorthKeeping(Recorded("job-create.mutate.json")));
  EXPECT_FALSE(IsWorthKeeping(Recorded("long-annotated.mutate.json"), Phase::kValidate));
  EXPECT_FALSE(IsWorthKeeping(Recorded("dry-run.mutate.json")));
  EXPECT_FALSE(IsWorthKeeping(Recorded("delete.validate.json")));
  EXPECT_FALSE(IsWorthKeeping(Recorded("policy-configmap-update.validate.json")));
}

TEST(RecentAdmissions, MayBeOfferedByManyThreads) {
  RecentAdmissions recent({.count = 100, .bytes = 1 << 20});
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 2000; ++n) recent.Offer(Numbered(n), false);
    });
  }
  for (int i = 0; i < 50; ++i) {
    recent.Absorb();
    EXPECT_LE(recent.Newest().size(), 100U);
  }
}

}  // namespace
}  // namespace tenure
