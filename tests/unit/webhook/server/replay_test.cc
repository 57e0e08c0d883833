#include "webhook/server/replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "tests/support/decide.h"
#include "tests/support/files.h"

namespace tenure {
namespace {

using std::chrono::steady_clock;
using std::chrono::system_clock;
using Admissions = std::vector<std::shared_ptr<const RecentAdmission>>;

Admissions Recorded(std::initializer_list<const char*> names) {
  Admissions admissions;
  for (const char* name : names) {
    admissions.push_back(std::make_shared<const RecentAdmission>(
        RecentAdmission{.review = test::ReadFile(test::DataPath("reviews") / name)}));
  }
  return admissions;
}

Basis Default() { return {.policy = test::DefaultPolicy()}; }

Replayed ReplayAll(const Basis& before, const Basis& after, const Admissions& admissions) {
  return Replay(before, after, admissions, system_clock::now(),
                steady_clock::now() + std::chrono::hours(1));
}

TEST(Replay, OfTheSamePolicyIsNothing) {
  const auto admissions = Recorded({"long-annotated.mutate.json", "job-create.mutate.json"});
  const Replayed replayed = ReplayAll(Default(), Default(), admissions);
  EXPECT_EQ(replayed.impact.pods(), 2U);
  EXPECT_EQ(replayed.impact.changed(), 0U);
  EXPECT_EQ(replayed.not_judged, 0U);
}

TEST(Replay, KnowsWhatAJobWouldLose) {
  Basis after = Default();
  after.policy.classes[0].job = {};
  const Replayed replayed = ReplayAll(Default(), after, Recorded({"job-create.mutate.json"}));
  EXPECT_EQ(replayed.impact.changed(), 1U);
}

TEST(Replay, StopsWhenItsTimeIsOver) {
  const auto admissions = Recorded({"long-annotated.mutate.json", "unclassified-web.mutate.json"});
  const Replayed replayed =
      Replay(Default(), Default(), admissions, system_clock::now(), steady_clock::now());
  EXPECT_EQ(replayed.impact.pods(), 0U);
  EXPECT_EQ(replayed.not_judged, 2U);
}

TEST(Replay, GetsWhatOthersLeaveAndNobodyElseDoes) {
  int nice = 0;
  RunAtLowPriority([&] { nice = ::getpriority(PRIO_PROCESS, 0); });
  EXPECT_EQ(nice, 19);
  EXPECT_LT(::getpriority(PRIO_PROCESS, 0), 19) << "the thread that answers keeps its priority";
}

}  // namespace
}  // namespace tenure
