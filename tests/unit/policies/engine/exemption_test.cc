#include "policies/engine/exemption.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::system_clock;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr sys_days kLastDay = sys_days(std::chrono::year(2027) / 1 / 31);

TEST(Exemption, IsAReason) {
  const auto exemption = Exemption::Parse(" legacy image, ticket HPC-12 ");
  ASSERT_TRUE(exemption);
  EXPECT_EQ(exemption->reason, "legacy image, ticket HPC-12");
  EXPECT_FALSE(exemption->until);
  EXPECT_FALSE(exemption->HasEnded(kLastDay + days(100'000)));
}

TEST(Exemption, MayEndInADate) {
  const auto exemption = Exemption::Parse("ticket HPC-12 until=2027-01-31");
  ASSERT_TRUE(exemption);
  EXPECT_EQ(exemption->reason, "ticket HPC-12");
  EXPECT_EQ(exemption->until, kLastDay);
}

TEST(Exemption, OnlyTheLastWordIsADate) {
  const auto exemption = Exemption::Parse("until=2027-01-31 at least");
  ASSERT_TRUE(exemption);
  EXPECT_FALSE(exemption->until) << "it is part of a sentence";
}

TEST(Exemption, ADateThatIsNoneIsNoExemption) {
  for (const char* date : {"2027-02-29", "2027-13-01", "2027-1-31", "31.01.2027", "soon", "",
                           "2027-01-31T00:00", "-027-01-31", "2027-01-3x"}) {
    const auto exemption = Exemption::Parse(std::string("ticket until=") + date);
    ASSERT_FALSE(exemption) << date;
    EXPECT_THAT(exemption.error(), HasSubstr("is not a date; write until=2027-01-31"));
  }
  EXPECT_TRUE(Exemption::Parse("ticket until=2028-02-29")) << "a leap year";
}

TEST(Exemption, NeedsAReason) {
  for (const char* text : {"", "  ", "until=2027-01-31"}) {
    ASSERT_FALSE(Exemption::Parse(text)) << '"' << text << '"';
    EXPECT_THAT(Exemption::Parse(text).error(), StartsWith("gives no reason"));
  }
}

TEST(Exemption, ItsLastDayCountsInUtc) {
  const auto exemption = Exemption::Parse("ticket until=2027-01-31");
  EXPECT_FALSE(exemption->HasEnded(kLastDay));
  EXPECT_FALSE(exemption->HasEnded(kLastDay + hours(24) - std::chrono::seconds(1)));
  EXPECT_TRUE(exemption->HasEnded(kLastDay + hours(24)));
}

TEST(Exemption, WarnsFromTwoWeeksBefore) {
  const auto exemption = Exemption::Parse("ticket until=2027-01-31");
  EXPECT_EQ(exemption->EndsSoon(kLastDay - days(15)), std::nullopt);
  EXPECT_EQ(exemption->EndsSoon(kLastDay - days(14)), "2027-01-31");
  EXPECT_EQ(exemption->EndsSoon(kLastDay), "2027-01-31");
  EXPECT_EQ(exemption->EndsSoon(kLastDay + days(1)), std::nullopt);
}

// Whole decisions.
class ExemptPodTest : public ::testing::Test {
 protected:
  [[nodiscard]] Decision DecideAt(system_clock::time_point now, const std::string& reason,
                                  Phase phase = Phase::kMutate) const {
    json pod =
        test::Pod({{"class", "long"}, {"exempt", reason}}, {{"cpu", "1"}, {"memory", "1Gi"}});
    test::PodRequest request(pod, phase);
    request.request().now = now;
    return Evaluate(policy_, {}, request.request());
  }

  const Policy policy_ = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\n"
      "classes: [{name: long, priority: {className: tenure-long, value: 7}}]\n"
      "exempt: {annotation: true}\n");
};

TEST_F(ExemptPodTest, IsLeftAloneForItsReasonAndCounted) {
  const Decision decision = DecideAt(kLastDay, "ticket HPC-12");
  EXPECT_TRUE(decision.left_alone);
  EXPECT_EQ(decision.exempt_by, ExemptBy::kAnnotation);
  EXPECT_EQ(decision.why, "exempt: ticket HPC-12");
  EXPECT_THAT(decision.changes, IsEmpty());
  EXPECT_THAT(decision.notices, IsEmpty());
}

TEST_F(ExemptPodTest, IsToldWhenItIsAboutToEnd) {
  EXPECT_THAT(DecideAt(kLastDay - days(15), "ticket until=2027-01-31").notices, IsEmpty());
  const Decision decision = DecideAt(kLastDay - days(14), "ticket until=2027-01-31");
  EXPECT_TRUE(decision.left_alone);
  EXPECT_THAT(decision.notices, Contains(HasSubstr("ends after 2027-01-31")));
}

TEST_F(ExemptPodTest, IsTreatedAsAnyOtherOnceItHasEnded) {
  const Decision decision = DecideAt(kLastDay + days(1), "ticket until=2027-01-31");
  EXPECT_FALSE(decision.left_alone);
  EXPECT_EQ(decision.exempt_by, ExemptBy::kNothing);
  EXPECT_THAT(decision.changes, Not(IsEmpty()));
  const Decision validated =
      DecideAt(kLastDay + days(1), "ticket until=2027-01-31", Phase::kValidate);
  EXPECT_FALSE(validated.Refused()) << "an exemption that has ended is no mistake of the pod";
  EXPECT_THAT(test::Ids(validated), Contains("invalid-annotation warn"));
}

TEST_F(ExemptPodTest, ThatCannotBeReadIsRefused) {
  const Decision decision = DecideAt(kLastDay, "ticket until=tomorrow", Phase::kValidate);
  EXPECT_FALSE(decision.left_alone);
  EXPECT_THAT(test::Ids(decision), Contains("invalid-annotation enforce"));
}

TEST_F(ExemptPodTest, OfAnyLengthFitsIntoALogLine) {
  EXPECT_LE(DecideAt(kLastDay, std::string(100'000, 'x')).why.size(), 240U);
}

}  // namespace
}  // namespace tenure
