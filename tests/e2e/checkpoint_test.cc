// Checkpoints over the wire: the paths and the flags that decide about privileges,
// and warnings for those who write workloads.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/driver/client.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr const char* kCriu = "criu-explicit-command.mutate.json";

std::string RefusalOf(const Json& response) {
  return response.value("/status/message"_json_pointer, std::string());
}

TEST(Checkpoint, IsGivenInWholeOnThePrivilegedPathWithinTheCeiling) {
  Server server({"--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME"});
  Client client(server);
  Json review = RecordedReview(kCriu);
  const auto patched =
      ApplyStrictly(review["request"]["object"], PatchOf(client.Ask("/mutate/privileged", review)));
  ASSERT_TRUE(patched) << patched.error();
  const Json& main = (*patched)["spec"]["containers"][0];
  EXPECT_EQ(main["command"][0], "/opt/tenure/tenure-wrap");
  EXPECT_EQ(main["command"][6], "/opt/solver");
  EXPECT_EQ(main["args"], Json({"$(INPUT)"}));
  EXPECT_EQ(main["securityContext"]["capabilities"]["add"],
            Json({"SYS_ADMIN", "NET_ADMIN", "SYS_TIME"}));
  review["request"]["object"] = *patched;
  EXPECT_EQ(PatchOf(client.Ask("/mutate/privileged", review)), "") << "the second round";
  EXPECT_EQ(client.Ask("/validate/privileged", review)["allowed"], true);
  EXPECT_EQ(server.Stop(), 0);
}

TEST(Checkpoint, IsRefusedElsewhere) {
  Server server({"--allow-capabilities", "SYS_ADMIN,NET_ADMIN,SYS_TIME"});
  Client client(server);
  const Json response = client.Ask("/validate", RecordedReview(kCriu));
  EXPECT_EQ(response["allowed"], false);
  EXPECT_THAT(RefusalOf(response), HasSubstr("checkpoint-needs-privileged-namespace: "));
  EXPECT_THAT(PatchOf(client.Ask("/mutate", RecordedReview(kCriu))),
              ::testing::Not(HasSubstr("tenure-wrap")));
  EXPECT_EQ(server.Stop(), 0);
}

TEST(Checkpoint, IsRefusedBeyondTheCeiling) {
  Server server({"--allow-capabilities", "SYS_ADMIN"});
  const Json response = Client(server).Ask("/validate/privileged", RecordedReview(kCriu));
  EXPECT_THAT(RefusalOf(response),
              HasSubstr("checkpoint-not-allowed: strategy criu wants NET_ADMIN"));
  EXPECT_EQ(server.Stop(), 0);
  EXPECT_THAT(server.process().Errors(), HasSubstr("strategy criu wants NET_ADMIN"));
}

TEST(Checkpoint, CeilingsAreReadStrictly) {
  Process process({"serve", "--self-signed", "/tmp", "--allow-capabilities", "CAP_SYS_ADMIN"});
  EXPECT_EQ(process.Wait(), 2);
  EXPECT_THAT(process.Errors(), HasSubstr("did you mean SYS_ADMIN?"));
}

TEST(Workload, IsWarnedOfWhatItsPodsLack) {
  Server server;
  Json review = RecordedReview("job-create.mutate.json");
  // Of a Job whose template names the strategy native and a claim.
  Json& metadata = review["request"]["object"]["spec"]["template"]["metadata"];
  metadata["annotations"].erase("tenure.dev/checkpoint-claim");
  const Json response = Client(server).Ask("/validate-workload?timeout=2s", review);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_THAT(response["warnings"].get<std::vector<std::string>>(),
              Contains(StartsWith("checkpoint-volume-lost: ")));
  EXPECT_EQ(server.Stop(), 0);
}

}  // namespace
}  // namespace tenure::test
