// An edit of the policy's ConfigMap, as the API server asks about it, and the
// recent creations that it is tried on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <fstream>
#include <string>

#include "policies/language/reader.h"
#include "tests/e2e/driver/client.h"

namespace tenure::test {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

Json EditOf(const std::string& policy) {
  Json review = RecordedReview("policy-configmap-update.validate.json");
  review["request"]["object"]["data"] = {{"policy.yaml", policy}};
  return review;
}

std::string Edited(const std::string& from, const std::string& to) {
  std::string text(DefaultPolicyText());
  return text.replace(text.find(from), from.size(), to);
}

TEST(PolicyEditTest, IsRefusedWithThePlaceInThePolicy) {
  Server server;
  const Json response = Client(server).Ask("/validate-policy?timeout=10s",
                                           EditOf(Edited("mode: enforce", "mode: on")));
  EXPECT_EQ(response["allowed"], false);
  EXPECT_EQ(response["status"]["code"], 422);
  EXPECT_THAT(response["status"]["message"].get<std::string>(),
              testing::MatchesRegex("policy.yaml:[0-9]+:7: mode: .*"));
  EXPECT_EQ(server.Stop(), 0);
}

TEST(PolicyEditTest, IsTriedOnWhatWasCreatedLately) {
  Server server;
  Client client(server);
  (void)client.Ask("/mutate", RecordedReview("long-annotated.mutate.json"));
  (void)client.Ask("/mutate", RecordedReview("unclassified-web.mutate.json"));
  const Json response = client.Ask("/validate-policy?timeout=10s",
                                   EditOf(Edited("namespaces: [\"*\"]", "namespaces: [hpc]")));
  EXPECT_EQ(response["allowed"], true);
  EXPECT_THAT(response["warnings"], Contains("replay: 1 of 2 pods would change"));
  EXPECT_THAT(response["warnings"],
              Contains("replay: 1 would newly be refused (class-not-allowed 1)"));
  EXPECT_EQ(server.Stop(), 0);
}

// One replica has read the edit, the other will in a minute; the API server
// asks the one to mutate and the other to validate.
TEST(TwoReplicasTest, RefuseNothingForEachOthersPolicy) {
  TemporaryFolder folder;
  const std::string edited_file = folder.path() / "policy.yaml";
  std::ofstream(edited_file) << Edited("className: tenure-long, value: 1000000",
                                       "className: tenured, value: 900000");
  Server before;
  Server after({"--policy", edited_file});
  const auto stored_by = [](const Server& server) {
    Json review = RecordedReview("long-annotated.mutate.json");
    const Json response = Client(server).Ask("/mutate", review);
    Json& pod = review["request"]["object"];
    pod = pod.patch(Json::parse(PatchOf(response)));
    return review;
  };
  EXPECT_EQ(Client(after).Ask("/validate", stored_by(before))["allowed"], true);
  EXPECT_EQ(Client(before).Ask("/validate", stored_by(after))["allowed"], true);
  EXPECT_EQ(before.Stop(), 0);
  EXPECT_EQ(after.Stop(), 0);
}

TEST(RecentTest, IsNotThereUnlessAskedFor) {
  Server server;
  EXPECT_EQ(Probe(server, "/recent").status, 404);
  EXPECT_EQ(server.Stop(), 0);
}

TEST(RecentTest, GivesRedactedReviewsToCallersOnThisMachine) {
  Server server({"--export-recent", "--recent", "1"});
  Client client(server);
  (void)client.Ask("/mutate", RecordedReview("unclassified-web.mutate.json"));
  Json review = RecordedReview("long-annotated.mutate.json");
  review["request"]["object"]["spec"]["containers"][0]["env"] =
      Json::array({{{"name", "PASSWORD"}, {"value", "hunter2"}}});
  (void)client.Ask("/mutate", review);
  // It is kept once the files have been looked at, too.
  server.process().Signal(SIGHUP);
  Reply reply = Probe(server, "/recent");
  while (reply.body.find("PASSWORD") == std::string::npos) reply = Probe(server, "/recent");
  EXPECT_EQ(reply.status, 200);
  EXPECT_THAT(reply.body, Not(HasSubstr("hunter2")));
  const Json kept = Json::parse(reply.body);
  EXPECT_EQ(kept["request"]["uid"], review["request"]["uid"]) << "the newest one";
  EXPECT_EQ(kept["request"]["object"]["spec"]["containers"][0]["env"][0]["name"], "PASSWORD");
  EXPECT_EQ(server.Stop(), 0);
}

}  // namespace
}  // namespace tenure::test
