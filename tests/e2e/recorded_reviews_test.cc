// Every recorded review goes in over TLS; what comes out is written down in
// tests/data/expected. TENURE_UPDATE_EXPECTED=1 writes it anew, to be read in
// the diff.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/written_down.h"
#include "tests/support/api_server.h"
#include "tests/support/files.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

bool IsMutation(const std::string& name) { return name.find(".mutate.") != std::string::npos; }

std::string PathFor(const std::string& name) { return IsMutation(name) ? "/mutate" : "/validate"; }

class RecordedReviewTest : public ::testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() { server_ = std::make_unique<Server>(); }
  static void TearDownTestSuite() {
    EXPECT_EQ(server_->Stop(), 0);
    server_.reset();
  }

  static Json Ask(const Json& review, const std::string& path) {
    return Client(*server_).Ask(path, review);
  }

  static inline std::unique_ptr<Server> server_;
};

TEST_P(RecordedReviewTest, IsAnsweredAsExpected) {
  const Json review = RecordedReview(GetParam());
  const Json response = Ask(review, PathFor(GetParam()));
  EXPECT_EQ(response["uid"], review["request"]["uid"]);
  ExpectWrittenDown(response, server_->policy(), GetParam());
}

using RecordedMutationTest = RecordedReviewTest;

TEST_P(RecordedMutationTest, ThePatchAppliesAndASecondRoundChangesNothing) {
  Json review = RecordedReview(GetParam());
  const Json response = Ask(review, "/mutate");
  ASSERT_TRUE(response["allowed"]) << "mutation never refuses";
  EXPECT_EQ(response.contains("patch"), response.contains("patchType"));
  const std::string patch = PatchOf(response);
  Json object = review["request"]["object"];
  if (!patch.empty()) {
    const auto patched = ApplyStrictly(object, patch);
    ASSERT_TRUE(patched) << patched.error();
    object = *patched;
  }
  if (review["request"]["kind"]["kind"] == "Pod") {
    ApiServer::Default(object);
    const auto stored = ApiServer().MutateInTree(object);
    ASSERT_TRUE(stored) << stored.error();
    object = *stored;
  }
  review["request"]["object"] = object;
  EXPECT_EQ(PatchOf(Ask(review, "/mutate")), "") << "the second round";
}

std::vector<std::string> Names(const std::string& ending) {
  std::vector<std::string> names;
  for (const auto& path : FilesEndingWith(DataPath("reviews"), ending)) {
    names.push_back(path.filename());
  }
  return names;
}

std::string TestName(const ::testing::TestParamInfo<std::string>& info) {
  return std::regex_replace(info.param, std::regex("[^A-Za-z0-9]"), "_");
}

INSTANTIATE_TEST_SUITE_P(All, RecordedReviewTest, ::testing::ValuesIn(Names(".json")), TestName);
INSTANTIATE_TEST_SUITE_P(All, RecordedMutationTest, ::testing::ValuesIn(Names(".mutate.json")),
                         TestName);

}  // namespace
}  // namespace tenure::test
