// Edits of the mounted files, while the server serves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>
#include <vector>

#include "policies/language/file_hash.h"
#include "tests/e2e/driver/client.h"
#include "tests/support/mounted_volume.h"
#include "tests/support/sanitizers.h"

namespace tenure::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

std::string Policy(const std::string& mode) {
  return "apiVersion: tenure.dev/v1\nkind: Policy\nmode: " + mode +
         "\nclasses:\n- name: long\n  match: [{runtime: {atLeast: 6h}}]\n"
         "  priority: {className: tenure-long, value: 7}\n";
}

constexpr const char* kEstimates =
    "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps:\n  job:job:\n    runs: 12\n"
    "    runtime: {p50: 40d, p95: 90d, max: 91d}\n";

constexpr const char* kNoEstimates = "apiVersion: tenure.dev/v1\nkind: Estimates\nsteps: {}\n";

class ReloadTest : public ::testing::Test {
 protected:
  // SIGHUP: the server looks at its files now.
  Json Edit(const MountedVolume::Files& files, const std::string& event) {
    volume_.Update(files);
    return LookNow(event);
  }

  Json LookNow(const std::string& event) {
    const auto seen = server_.Events(event).size();
    server_.process().Signal(SIGHUP);
    const std::string wanted = "\"event\":\"" + event + '"';
    std::size_t count = 0;
    const auto line = server_.process().WaitForLine([&](const std::string& text) {
      return text.find(wanted) != std::string::npos && ++count > seen;
    });
    EXPECT_TRUE(line) << event;
    return line ? Json::parse(*line) : Json();
  }

  // Waits until so many edits were loaded.
  bool IsLoaded(int edits) const {
    const std::string wanted =
        "tenure_reloads_total{file=\"policy\",result=\"loaded\"} " + std::to_string(edits) + '\n';
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (std::chrono::steady_clock::now() < deadline) {
      if (Probe(server_, "/metrics").body.find(wanted) != std::string::npos) return true;
    }
    return false;
  }

  MountedVolume volume_{"policy.yaml", Policy("enforce")};
  Server server_{{"--policy", volume_.Path("policy.yaml").string()}};
};

TEST_F(ReloadTest, AnEditIsInForceWithoutAnybodyAsking) {
  volume_.Update({{"policy.yaml", Policy("audit")}});
  const auto line = server_.process().WaitForLine([](const std::string& text) {
    return text.find("\"event\":\"policy_loaded\"") != std::string::npos;
  });
  ASSERT_TRUE(line) << "the files are looked at every second";
  EXPECT_EQ(Json::parse(*line)["policy"], FileHash(Policy("audit")));
  const Json response =
      Client(server_).Ask("/mutate", RecordedReview("long-annotated.mutate.json"));
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_EQ(server_.Stop(), 0);
}

TEST_F(ReloadTest, ABadEditLeavesTheLastGoodPolicyAndIsTold) {
  const std::string bad = Policy("forced");
  const Json line = Edit({{"policy.yaml", bad}}, "policy_rejected");
  EXPECT_THAT(line["errors"][0].get<std::string>(), HasSubstr("policy.yaml:3:7: mode: "));
  const std::string metrics = Probe(server_, "/metrics").body;
  EXPECT_THAT(metrics, HasSubstr("tenure_policy_info{hash=\"" + server_.policy() +
                                 "\",state=\"in_force\"} 1\n"));
  EXPECT_THAT(metrics, HasSubstr("tenure_policy_info{hash=\"" + FileHash(bad) +
                                 "\",state=\"rejected\"} 1\n"));
  EXPECT_EQ(Probe(server_, "/readyz").status, 200);
  EXPECT_TRUE(Client(server_)
                  .Ask("/mutate", RecordedReview("long-annotated.mutate.json"))
                  .contains("patch"));
  (void)Edit({{"policy.yaml", Policy("warn")}}, "policy_loaded");
  EXPECT_THAT(Probe(server_, "/metrics").body, Not(HasSubstr("state=\"rejected\"")));
  EXPECT_EQ(server_.Stop(), 0);
}

TEST_F(ReloadTest, ARemovedFileChangesNothing) {
  (void)Edit({}, "policy_missing");
  EXPECT_TRUE(Client(server_)
                  .Ask("/mutate", RecordedReview("long-annotated.mutate.json"))
                  .contains("patch"));
  EXPECT_EQ(server_.Stop(), 0);
}

// Four clients without a pause, and a thousand edits: all are answered, each by
// one policy from start to end.
TEST_F(ReloadTest, AThousandEditsUnderLoadFailNoRequest) {
  // Each makes the server redact what was created since the last one, up to 256 reviews.
  constexpr int kEdits = kUnderSanitizer ? 50 : 1000;
  const std::string review = RecordedReview("long-annotated.mutate.json").dump();
  std::atomic<bool> is_over = false;
  std::atomic<int> answered = 0;
  std::vector<std::jthread> clients;
  for (int i = 0; i < 4; ++i) {
    clients.emplace_back([&] {
      Client client(server_);
      while (!is_over) {
        const Reply reply = client.Post("/mutate", review);
        ASSERT_EQ(reply.status, 200);
        ++answered;
      }
    });
  }
  std::size_t memory_before = 0;
  for (int edit = 0; edit < kEdits; ++edit) {
    volume_.Update({{"policy.yaml", Policy(edit % 2 == 0 ? "audit" : "enforce")}});
    server_.process().Signal(SIGHUP);
    if (!IsLoaded(edit + 1)) {
      ADD_FAILURE() << "edit " << edit << " is not in force after a minute";
      break;
    }
    if (edit == kEdits / 2) memory_before = server_.process().ResidentMemory();
  }
  const std::size_t memory_after = server_.process().ResidentMemory();
  is_over = true;
  clients.clear();
  EXPECT_GT(answered, 0);
  if (!kUnderSanitizer) {
    EXPECT_LT(memory_after, memory_before + memory_before / 5) << "the second half needs no more";
  }
  EXPECT_EQ(server_.Stop(), 0);
}

TEST(EstimatesReloadTest, EstimatesMakeAPodLongAndAreFollowed) {
  MountedVolume volume("estimates.yaml", kNoEstimates);
  Server server({"--estimates", volume.Path("estimates.yaml").string()});
  Client client(server);
  const Json review = RecordedReview("owned-by-job.mutate.json");
  Json unclassified = review;
  unclassified["request"]["object"]["metadata"].erase("annotations");
  EXPECT_FALSE(client.Ask("/mutate", unclassified).contains("patch"));
  volume.Update({{"estimates.yaml", kEstimates}});
  const auto line = server.process().WaitForLine([](const std::string& text) {
    return text.find("\"event\":\"estimates_loaded\"") != std::string::npos;
  });
  ASSERT_TRUE(line);
  EXPECT_TRUE(client.Ask("/mutate", unclassified).contains("patch"));
  EXPECT_EQ(server.Stop(), 0);
}

TEST(EstimatesReloadTest, BadEstimatesAtTheStartAreToldWithTheirPlaces) {
  MountedVolume volume("estimates.yaml", "apiVersion: tenure.dev/v1\nkind: Policy\n");
  Process process({"serve", "--self-signed", (volume.Path("tls")).string(), "--estimates",
                   volume.Path("estimates.yaml").string()});
  EXPECT_EQ(process.Wait(), 2);
  EXPECT_THAT(process.Errors(), HasSubstr("estimates.yaml:2:7: kind: "));
}

}  // namespace
}  // namespace tenure::test
