#include "wrapper/criu.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/unit/wrapper/scratch_folder.h"

namespace tenure::wrapper {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Criu kPlain = {{"criu"}, {}};

// The value after an option; "" where there is none.
std::string ValueOf(const std::vector<std::string>& command, const std::string& option) {
  const auto found = std::find(command.begin(), command.end(), option);
  return found == command.end() || found + 1 == command.end() ? "" : *(found + 1);
}

std::vector<std::string> InheritedBy(const Streams& streams) {
  const auto command = RestoreCommand(kPlain, "/images", "/work", streams);
  std::vector<std::string> inherited;
  for (size_t i = 0; i + 1 < command.size(); ++i) {
    if (command[i] == "--inherit-fd") inherited.push_back(command[i + 1]);
  }
  return inherited;
}

TEST(CriuCommands, TheDumpLeavesTheJobStopped) {
  const auto command = DumpCommand(kPlain, 1000, "/checkpoint/7.tmp");
  EXPECT_EQ(command[1], "dump");
  EXPECT_EQ(ValueOf(command, "--tree"), "1000");
  EXPECT_EQ(ValueOf(command, "--images-dir"), "/checkpoint/7.tmp");
  EXPECT_THAT(command, Contains("--leave-stopped"));
  EXPECT_THAT(command, Not(Contains("--leave-running")))
      << "it would write on before its files are noted";
}

TEST(CriuCommands, TheRestoredJobIsTheWrappersOwnChild) {
  const auto command = RestoreCommand(kPlain, "/images", "/work", {});
  EXPECT_EQ(command[1], "restore");
  EXPECT_THAT(command, Contains("--restore-sibling"));
  EXPECT_THAT(command, Contains("--restore-detached"));
  EXPECT_EQ(ValueOf(command, "--work-dir"), "/work") << "the images stay as they were";
}

TEST(CriuCommands, CgroupsAreLeftAloneAndConnectionsClosed) {
  for (const auto& command :
       {DumpCommand(kPlain, 1, "/i"), RestoreCommand(kPlain, "/i", "/w", {})}) {
    EXPECT_THAT(command, Contains("--manage-cgroups=ignore"));
    EXPECT_THAT(command, Contains("--tcp-close"));
  }
}

TEST(CriuCommands, OptionsOfTheUserAreInBoth) {
  const Criu criu = {{"/loader", "--library-path", "/lib", "/criu"}, {"--skip-mnt", "/data"}};
  for (const auto& command : {DumpCommand(criu, 1, "/i"), RestoreCommand(criu, "/i", "/w", {})}) {
    EXPECT_EQ(command[0], "/loader");
    EXPECT_EQ(ValueOf(command, "--skip-mnt"), "/data");
  }
}

TEST(CriuCommands, PipesOfTheOldContainerBecomeThoseOfTheNew) {
  EXPECT_THAT(InheritedBy({"/dev/null", "pipe:[7]", "pipe:[8]"}),
              ElementsAre("fd[1]:pipe:[7]", "fd[2]:pipe:[8]"));
  EXPECT_THAT(InheritedBy({"pipe:[6]", "pipe:[7]", "pipe:[7]"}),
              ElementsAre("fd[0]:pipe:[6]", "fd[1]:pipe:[7]"))
      << "one pipe for output and error";
  EXPECT_THAT(InheritedBy({"/dev/null", "/checkpoint/out", "/checkpoint/err"}), ElementsAre());
}

TEST(FindCriu, TheOneThatIsNamedComesFirst) {
  const auto criu = FindCriu(Options{.criu = "/usr/local/bin/criu", .criu_options = {"--x"}});
  EXPECT_THAT(criu.program, ElementsAre("/usr/local/bin/criu"));
  EXPECT_THAT(criu.options, ElementsAre("--x"));
}

TEST(FindCriu, WithoutABundleThePathIsSearched) {
  EXPECT_THAT(FindCriu(Options{}).program, ElementsAre("criu"));
}

using CriuLog = ScratchFolder;

TEST_F(CriuLog, ItsLastErrorsAreTold) {
  std::string log = "(00.01) Warn (a): no error\n";
  for (int i = 1; i <= 9; ++i) log += "(00.02) Error (b): problem " + std::to_string(i) + "\n";
  Put("dump.log", log);
  const std::string errors = ErrorsIn(dir_ + "/dump.log");
  EXPECT_THAT(errors, HasSubstr("problem 5"));
  EXPECT_THAT(errors, HasSubstr("problem 9"));
  EXPECT_THAT(errors, Not(HasSubstr("problem 4")));
  EXPECT_THAT(errors, Not(HasSubstr("\n")));
}

TEST_F(CriuLog, WithoutErrorsOrWithoutALogItSaysSo) {
  Put("quiet.log", "fine\n");
  EXPECT_EQ(ErrorsIn(dir_ + "/quiet.log"), "its log names no error");
  EXPECT_THAT(ErrorsIn(dir_ + "/none.log"), HasSubstr("no log"));
}

}  // namespace
}  // namespace tenure::wrapper
