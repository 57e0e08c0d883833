// `tenure review`, the binary.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "tests/e2e/driver/client.h"
#include "tests/support/files.h"

namespace tenure::test {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::StartsWith;

struct Outcome {
  int status = 0;
  std::string errors;
  std::string text;
};

Outcome Review(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "review");
  Process process(arguments);
  Outcome outcome{.status = process.Wait(), .errors = process.Errors()};
  for (const std::string& line : process.Lines()) outcome.text += line + '\n';
  return outcome;
}

std::string Workload(const std::string& name) {
  return DataPath("workloads/" + name + ".yaml").string();
}

TEST(ReviewCommand, EndsWithTheStatusThatItDocuments) {
  EXPECT_EQ(Review({Workload("cron_job")}).status, 0);
  EXPECT_EQ(Review({Workload("job")}).status, 1);
  EXPECT_EQ(Review({Workload("missing")}).status, 2);
  EXPECT_EQ(Review({}).status, 2);
  EXPECT_EQ(Review({"--output", "xml", Workload("job")}).status, 2);
  EXPECT_EQ(Review({"--policy", Workload("job"), Workload("job")}).status, 2);
}

TEST(ReviewCommand, HelpsWithExamples) {
  const Outcome help = Review({"--help"});
  EXPECT_EQ(help.status, 0);
  EXPECT_THAT(help.text, HasSubstr("Examples:"));
  EXPECT_THAT(help.text, HasSubstr("Exit status: 0 all admitted, 1 something refused, 2 "));
}

TEST(ReviewCommand, IsPlainInAPipe) {
  const Outcome outcome = Review({Workload("job")});
  EXPECT_THAT(outcome.text, StartsWith("Job science/assembly  "));
  EXPECT_THAT(outcome.text, Not(HasSubstr("\033")));
  EXPECT_EQ(outcome.errors, "");
}

TEST(ReviewCommand, KeepsNotesOutOfJson) {
  const Outcome outcome = Review({"--output", "json", Workload("mixed")});
  EXPECT_TRUE(json::accept(outcome.text)) << outcome.text;
  EXPECT_THAT(outcome.errors, HasSubstr("2 objects make no pods"));
}

TEST(ReviewCommand, NamesEveryErrorOfAPolicy) {
  const TemporaryFolder folder;
  const std::string policy = (folder.path() / "policy.yaml").string();
  std::ofstream(policy) << "apiVersion: tenure.dev/v1\nkind: Policy\nmod: warn\nclasses: 3\n";
  const Outcome outcome = Review({"--policy", policy, Workload("job")});
  EXPECT_EQ(outcome.status, 2);
  EXPECT_THAT(outcome.errors, HasSubstr(policy + ":3:1: "));
  EXPECT_THAT(outcome.errors, HasSubstr(policy + ":4:10: classes"));
}

// The messages of the findings in a refusal of the server, and its warnings.
std::vector<std::string> Words(const json& review) {
  std::vector<std::string> words = review["warnings"];
  for (const json& finding : review["findings"]) {
    if (finding["level"] == "enforce") words.push_back(finding["message"]);
  }
  return words;
}

// One engine, two ways in: what the command says of a recorded review of a
// pod's creation, the mutating webhook does.
TEST(ReviewCommand, SaysWhatTheServerDoes) {
  const Server server;
  Client client(server);
  int compared = 0;
  for (const auto& file : FilesEndingWith(DataPath("reviews"), ".mutate.json")) {
    const json review = json::parse(ReadFile(file));
    if (review["request"]["kind"]["kind"] != "Pod") continue;
    const json said = json::parse(Review({"--output", "json", file.string()}).text);
    ASSERT_EQ(said.size(), 1U) << file;
    const json mutated = client.Ask("/mutate", review);
    const std::string patch = PatchOf(mutated);
    EXPECT_EQ(said[0]["patch"], patch.empty() ? json::array() : json::parse(patch)) << file;
    EXPECT_THAT(Words(said[0]), IsSupersetOf(mutated.value("warnings", std::vector<std::string>())))
        << file;
    ++compared;
  }
  EXPECT_GT(compared, 30);
}

}  // namespace
}  // namespace tenure::test
