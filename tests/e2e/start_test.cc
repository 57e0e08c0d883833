// What the command line says, and how it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/e2e/driver/client.h"
#include "tests/support/files.h"

namespace tenure::test {
namespace {

using ::testing::HasSubstr;

struct Outcome {
  int status = 0;
  std::string errors;
  std::vector<std::string> lines;
};

Outcome Finish(const std::vector<std::string>& arguments) {
  Process process(arguments);
  const int status = process.Wait();
  return {status, process.Errors(), process.Lines()};
}

class StartTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::string Path(const std::string& name) const {
    return (folder_.path() / name).string();
  }
  [[nodiscard]] std::vector<std::string> Serve(std::vector<std::string> more) const {
    std::vector<std::string> arguments = {"serve",       "--self-signed",  Path("tls"),  "--listen",
                                          "127.0.0.1:0", "--probe-listen", "127.0.0.1:0"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }

  TemporaryFolder folder_;
};

TEST_F(StartTest, HelpAndVersionAreAnswers) {
  EXPECT_EQ(Finish({"--help"}).status, 0);
  const Outcome help = Finish({"serve", "--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.lines, testing::Contains(HasSubstr("Examples:")));
  const Outcome version = Finish({"--version"});
  EXPECT_EQ(version.status, 0);
  EXPECT_THAT(version.lines, testing::ElementsAre(testing::MatchesRegex("tenure [0-9.]+")));
}

// It is for commands that call servers; here it would only be memory, and within reach of an
// attack.
TEST_F(StartTest, TheServerRunsWithoutLibcurl) {
  Server server;
  EXPECT_THAT(server.process().MappedFiles(), HasSubstr("libssl.so")) << "or this looks at nothing";
  EXPECT_THAT(server.process().MappedFiles(), testing::Not(HasSubstr("libcurl")));
}

TEST_F(StartTest, WrongUsageIsAnError) {
  EXPECT_EQ(Finish({}).status, 2);
  EXPECT_EQ(Finish({"fly"}).status, 2);
  EXPECT_EQ(Finish({"serve"}).status, 2) << "no certificate";
  EXPECT_EQ(Finish({"serve", "--tls-cert", "a.crt"}).status, 2) << "no key";
  EXPECT_EQ(Finish(Serve({"--tls-cert", "a", "--tls-key", "b"})).status, 2) << "two certificates";
  EXPECT_THAT(Finish(Serve({"--drain", "5"})).errors,
              HasSubstr("--drain: \"5\" is not a duration"));
  EXPECT_THAT(Finish({"serve", "--self-signed", Path("tls"), "--listen", "8443"}).errors,
              HasSubstr("--listen: \"8443\" is not"));
}

TEST_F(StartTest, ABadPolicyIsToldWithEveryErrorAndItsPlace) {
  std::ofstream(Path("policy.yaml")) << "apiVersion: tenure.dev/v1\n"
                                        "kind: Policy\n"
                                        "mode: forced\n"
                                        "classes:\n"
                                        "- name: long\n"
                                        "  resources: {memory: {request: \"1,5x\"}}\n";
  const Outcome outcome = Finish(Serve({"--policy", Path("policy.yaml")}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("policy.yaml:3:7: mode: "));
  EXPECT_THAT(outcome.errors, HasSubstr("policy.yaml:6:33: classes[0].resources.memory.request: "));
  EXPECT_TRUE(outcome.lines.empty()) << "nothing was started";
}

TEST_F(StartTest, AMissingPolicyIsNamed) {
  const Outcome outcome = Finish(Serve({"--policy", Path("none.yaml")}));
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr("none.yaml: No such file or directory"));
}

TEST_F(StartTest, APortInUseIsNamed) {
  Server server;
  const std::string address = "127.0.0.1:" + std::to_string(server.port());
  const Outcome admission = Finish({"serve", "--self-signed", Path("tls"), "--listen", address,
                                    "--probe-listen", "127.0.0.1:0"});
  EXPECT_EQ(admission.status, 2);
  EXPECT_THAT(admission.errors, HasSubstr(address + ": Address already in use"));
  const std::string probes = "127.0.0.1:" + std::to_string(server.probe_port());
  EXPECT_EQ(Finish({"serve", "--self-signed", Path("tls"), "--listen", "127.0.0.1:0",
                    "--probe-listen", probes})
                .status,
            2);
  EXPECT_EQ(Client(server).Ask("/validate", RecordedReview("delete.validate.json"))["allowed"],
            true)
      << "the first one is not disturbed";
  EXPECT_EQ(server.Stop(), 0);
}

TEST_F(StartTest, ASelfMadeCertificateIsUsedAgain) {
  const auto ca_after_run = [this] {
    Process process(Serve({}));
    EXPECT_TRUE(process.WaitForLine(
        [](const std::string& line) { return line.find("listening") != std::string::npos; }));
    process.Signal(SIGINT);
    EXPECT_EQ(process.Wait(), 0);
    return ReadFile(Path("tls/ca.crt"));
  };
  const std::string first = ca_after_run();
  EXPECT_THAT(first, HasSubstr("BEGIN CERTIFICATE"));
  EXPECT_EQ(ca_after_run(), first);
}

TEST_F(StartTest, ServesWithAPolicyOfTheUser) {
  std::ofstream(Path("policy.yaml")) << "apiVersion: tenure.dev/v1\n"
                                        "kind: Policy\n"
                                        "mode: warn\n"
                                        "classes:\n"
                                        "- name: long\n"
                                        "  priority: {className: mine, value: 7}\n";
  Server server({"--policy", Path("policy.yaml")});
  const auto response = Client(server).Ask("/mutate", RecordedReview("long-annotated.mutate.json"));
  EXPECT_FALSE(response.contains("patch")) << "mode warn";
  EXPECT_THAT(response["warnings"][0].get<std::string>(),
              HasSubstr("nothing is changed; class long would set priority"));
  EXPECT_EQ(server.Stop(), 0);
}

}  // namespace
}  // namespace tenure::test
