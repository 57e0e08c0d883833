// `tenure learn` from the command line: files in, estimates out, and what it
// says where it cannot.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "policies/estimates/reader.h"
#include "tests/support/files.h"
#include "webhook/cli/commands.h"
#include "webhook/cli/exit_status.h"

namespace tenure {
namespace {

using testing::HasSubstr;

class LearnCommand : public testing::Test {
 protected:
  LearnCommand() {
    std::string pattern = std::filesystem::temp_directory_path() / "tenure-learn-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    Write("runs.csv",
          "step,runtime,state,memory\njob:a,3d,finished,9Gi\njob:a,4d,finished,9Gi\njob:a,5d,"
          "finished,9Gi\n"
          "job:b,5m,finished,1Gi\njob:b,x,finished,1Gi\n");
  }
  ~LearnCommand() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string Path(const std::string& name) const { return folder_ / name; }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name)) << text;
  }

  int Run(std::vector<std::string> arguments) {
    std::vector<const char*> argv = {"tenure", "learn"};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    testing::internal::CaptureStderr();
    testing::internal::CaptureStdout();
    const int status = RunCommandLine(static_cast<int>(argv.size()), argv.data());
    out_ = testing::internal::GetCapturedStdout();
    errors_ = testing::internal::GetCapturedStderr();
    return status;
  }

  std::filesystem::path folder_;
  std::string out_;
  std::string errors_;
};

TEST_F(LearnCommand, WritesEstimatesThatCanBeRead) {
  EXPECT_EQ(Run({"--csv", Path("runs.csv"), "--output", Path("e.json")}), kExitSuccess) << errors_;
  EXPECT_THAT(errors_, HasSubstr("runs.csv: 4 runs, 1 unreadable"));
  EXPECT_THAT(errors_, HasSubstr("runs.csv:6: runtime \"x\" is not a duration"));
  const auto read = ReadEstimates(test::ReadFile(Path("e.json")));
  ASSERT_TRUE(read) << read.error().front().Text("e.json");
  EXPECT_EQ(read->Find("job:a")->runs, 3);
  EXPECT_FALSE(read->Find("job:a")->weak);
  EXPECT_TRUE(read->Find("job:b")->weak);
}

TEST_F(LearnCommand, CountsNothingTwiceOverTwoRuns) {
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(Run({"--csv", Path("runs.csv"), "--history", Path("h"), "--output", Path("e.yaml")}),
              kExitSuccess)
        << errors_;
  }
  EXPECT_THAT(errors_, HasSubstr("0 runs learnt, 4 seen before"));
  EXPECT_EQ(ReadEstimates(test::ReadFile(Path("e.yaml")))->Find("job:a")->runs, 3);
}

TEST_F(LearnCommand, ReportsByThePolicysClasses) {
  EXPECT_EQ(Run({"report", "--csv", Path("runs.csv"), "--html", Path("r.html")}), kExitSuccess)
      << errors_;
  EXPECT_THAT(out_, HasSubstr("long                 1"));
  EXPECT_THAT(test::ReadFile(Path("r.html")), HasSubstr("</html>"));
}

TEST_F(LearnCommand, EvaluatesByLeavingOneOut) {
  EXPECT_EQ(Run({"evaluate", "--csv", Path("runs.csv"), "--min-runs", "2"}), kExitSuccess)
      << errors_;
  EXPECT_THAT(out_,
              HasSubstr("4 finished runs, each foretold from the others; 3 lasted 6h or longer"));
}

TEST_F(LearnCommand, BadInputIsStatusTwoAndWritesNothing) {
  Write("bad.csv", "a,b\n1,2\n");
  Write("bad.history", "hello\n");
  EXPECT_EQ(Run({}), kExitUsage);
  EXPECT_THAT(errors_, HasSubstr("nothing to learn from"));
  EXPECT_EQ(Run({"--csv", Path("bad.csv"), "--output", Path("e.yaml")}), kExitUsage);
  EXPECT_THAT(errors_, HasSubstr("bad.csv:1: column \"a\" is not known"));
  EXPECT_EQ(Run({"--csv", Path("none.csv"), "--output", Path("e.yaml")}), kExitUsage);
  EXPECT_EQ(Run({"--csv", Path("runs.csv"), "--history", Path("bad.history"), "--output",
                 Path("e.yaml")}),
            kExitUsage);
  EXPECT_THAT(errors_, HasSubstr("bad.history:1: is not what tenure learn --history writes"));
  EXPECT_EQ(Run({"--csv", Path("runs.csv"), "--half-life", "soon"}), kExitUsage);
  EXPECT_THAT(errors_, HasSubstr("--half-life: \"soon\" is not a duration"));
  EXPECT_EQ(Run({"--csv", Path("runs.csv"), "--step-label", "x"}), kExitUsage);
  EXPECT_FALSE(std::filesystem::exists(Path("e.yaml")));
}

}  // namespace
}  // namespace tenure
