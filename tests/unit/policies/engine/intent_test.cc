#include "policies/engine/intent.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"

namespace tenure {
namespace {

using nlohmann::json;

class IntentTest : public testing::Test {
 protected:
  const Intent& Read(json annotations) {
    request_ = std::make_unique<test::PodRequest>(
        json{{"metadata", {{"annotations", std::move(annotations)}}},
             {"spec", {{"containers", {{{"name", "main"}}, {{"name", "helper"}}}}}}});
    intent_ = ReadIntent(request_->request().pod);
    return intent_;
  }
  std::vector<std::string> Errors(json annotations) {
    std::vector<std::string> errors;
    for (const auto& annotation : Read(std::move(annotations)).unreadable) {
      errors.push_back(std::string(annotation.key) + ": " + annotation.message);
    }
    return errors;
  }

  std::unique_ptr<test::PodRequest> request_;
  Intent intent_;
};

TEST_F(IntentTest, ReadsEverythingThatUsersMaySay) {
  const Intent& intent = Read({{"tenure.dev/class", "long"},
                               {"tenure.dev/critical", "true"},
                               {"tenure.dev/expected-runtime", "12d"},
                               {"tenure.dev/expected-cpu", "24"},
                               {"tenure.dev/expected-memory", "main=400Gi, helper=2Gi"}});
  EXPECT_TRUE(intent.unreadable.empty());
  EXPECT_EQ(intent.class_name, "long");
  EXPECT_TRUE(intent.critical);
  EXPECT_EQ(intent.runtime->Text(), "12d");
  ASSERT_EQ(intent.cpu.size(), 1U);
  EXPECT_EQ(intent.cpu[0].container, "");
  ASSERT_EQ(intent.memory.size(), 2U);
  EXPECT_EQ(intent.memory[1].container, "helper");
  EXPECT_EQ(intent.memory[1].amount.Canonical(), "2Gi");
}

TEST_F(IntentTest, SaysWhatToWriteInstead) {
  using testing::AllOf;
  using testing::ElementsAre;
  using testing::HasSubstr;
  EXPECT_THAT(Errors({{"tenure.dev/expected-memory", "8GB"}}),
              ElementsAre(AllOf(HasSubstr("tenure.dev/expected-memory"), HasSubstr("\"8GB\""),
                                HasSubstr("did you mean 8G?"))));
  EXPECT_THAT(Errors({{"tenure.dev/expected-runtime", "12 days"}}), ElementsAre(HasSubstr("12d")));
  EXPECT_THAT(Errors({{"tenure.dev/critical", "yes"}}), ElementsAre(HasSubstr("\"true\"")));
  EXPECT_THAT(Errors({{"tenure.dev/expected-cpu", "0"}}), ElementsAre(HasSubstr("above zero")));
  EXPECT_THAT(Errors({{"tenure.dev/expected-cpu", "sidecar=1"}}),
              ElementsAre(HasSubstr("no container \"sidecar\"")));
  EXPECT_THAT(Errors({{"tenure.dev/expected-cpu", "main=1,main=2"}}),
              ElementsAre(HasSubstr("twice")));
  EXPECT_THAT(Errors({{"tenure.dev/expected-cpu", ""}}), ElementsAre(HasSubstr("quantity")));
}

TEST_F(IntentTest, RemembersWhichAnnotationCannotBeRead) {
  const Intent& intent = Read({{"tenure.dev/expected-memory", "?"}});
  EXPECT_TRUE(intent.IsUnreadable("tenure.dev/expected-memory"));
  EXPECT_FALSE(intent.IsUnreadable("tenure.dev/expected-cpu"));
}

}  // namespace
}  // namespace tenure
