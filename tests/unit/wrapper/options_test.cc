#include "wrapper/options.h"

#include <gmock/gmock.h>

#include <csignal>

#include "wrapper/duration.h"
#include "wrapper/signals.h"

namespace tenure::wrapper {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

TEST(Options, TheContractWithThePolicy) {
  const auto options = ParseOptions({"--dir", "/checkpoint/id", "--interval", "1d12h", "--keep",
                                     "3", "--image-check", "abc", "--", "prog", "--dir", "x"});
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->dir, "/checkpoint/id");
  EXPECT_EQ(options->interval, seconds(36 * 3600));
  EXPECT_EQ(options->keep, 3);
  EXPECT_EQ(options->image_check, "abc");
  EXPECT_EQ(options->command, (std::vector<std::string>{"prog", "--dir", "x"}));
}

TEST(Options, Defaults) {
  const auto options = ParseOptions({"--dir=/c", "--", "prog"});
  ASSERT_TRUE(options) << options.error();
  EXPECT_EQ(options->interval, seconds(6 * 3600));
  EXPECT_EQ(options->keep, 2);
  EXPECT_EQ(options->checkpointed_status, 85);
  EXPECT_EQ(options->on_corrupt, OnCorrupt::kFail);
  EXPECT_EQ(options->preflight, OnPreflight::kRefuse);
  EXPECT_FALSE(options->remove_on_failure);
}

TEST(Options, EmptyAndOddArgumentsArriveAsTheyAre) {
  const auto options = ParseOptions({"--dir", "/c", "--", "p", "", "a b", "$(X)", "--", "ü"});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->command, (std::vector<std::string>{"p", "", "a b", "$(X)", "--", "ü"}));
}

struct BadLine {
  std::vector<std::string> arguments;
  const char* message;
};

class BadOptions : public testing::TestWithParam<BadLine> {};

TEST_P(BadOptions, AreExplained) {
  const auto options = ParseOptions(GetParam().arguments);
  ASSERT_FALSE(options);
  EXPECT_THAT(options.error(), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadOptions,
    testing::Values(BadLine{{"--dir", "/c"}, "no command"}, BadLine{{"--", "p"}, "--dir"},
                    BadLine{{"--dir"}, "needs a value"},
                    BadLine{{"--dir", "/c", "prog"}, "put -- before the command"},
                    BadLine{{"--dirr", "/c"}, "is not an option"},
                    BadLine{{"--dir", "/c", "--interval", "6x", "--", "p"}, "not a duration"},
                    BadLine{{"--dir", "/c", "--keep", "0", "--", "p"}, "not a number from 1"},
                    BadLine{{"--dir", "/c", "--on-corrupt", "maybe", "--", "p"}, "fail or fresh"},
                    BadLine{{"--dir", "/c", "--also", "tmp", "--", "p"}, "absolute"},
                    BadLine{{"--dir", "/c", "--checkpointed-status", "0", "--", "p"}, "from 1"},
                    BadLine{{"--dir", "/c", "--checkpoint-signal", "USR1", "--", "p"}, "--native"},
                    BadLine{{"--native", "--checkpoint-signal", "BOO", "--", "p"}, "a signal"}));

TEST(Duration, Texts) {
  EXPECT_EQ(ParseDuration("0"), seconds(0));
  EXPECT_EQ(ParseDuration("90s"), seconds(90));
  EXPECT_EQ(ParseDuration("2w"), seconds(14 * 86400));
  EXPECT_EQ(ParseDuration("1d12h30m"), seconds(86400 + 12 * 3600 + 1800));
  for (const char* bad : {"", "6", "h", "6 h", "-1h", "1.5h", "99999999999999999999s", "9999w"}) {
    EXPECT_EQ(ParseDuration(bad), std::nullopt) << bad;
  }
}

TEST(Duration, JitterStaysWithinATenthAndVaries) {
  bool varies = false;
  for (int i = 0; i < 100; ++i) {
    const auto wait = Jittered(seconds(1000));
    EXPECT_GE(wait, seconds(900));
    EXPECT_LE(wait, seconds(1100));
    varies = varies || wait != Jittered(seconds(1000));
  }
  EXPECT_TRUE(varies);
}

TEST(Signals, Names) {
  EXPECT_EQ(ParseSignal("TERM"), SIGTERM);
  EXPECT_EQ(ParseSignal("SIGUSR1"), SIGUSR1);
  EXPECT_EQ(ParseSignal("9"), SIGKILL);
  EXPECT_EQ(ParseSignal("0"), std::nullopt);
  EXPECT_EQ(ParseSignal(""), std::nullopt);
  EXPECT_EQ(SignalName(SIGKILL), "SIGKILL");
}

}  // namespace
}  // namespace tenure::wrapper
