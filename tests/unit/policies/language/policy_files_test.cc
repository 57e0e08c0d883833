// Policies in tests/data/policies: each bad one has its errors written beside it,
// each good one its warnings, if it has any.

#include <gtest/gtest.h>

#include "policies/language/reader.h"
#include "tests/unit/policies/language/policy_files.h"
#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using PolicyFile = testing::TestWithParam<std::filesystem::path>;
const auto kByName = [](const auto& info) { return TestName(info.param); };

class BadPolicy : public PolicyFile {};

TEST_P(BadPolicy, GetsExactlyTheErrorsWrittenBesideIt) {
  const auto read = ReadPolicyFile(FileText(GetParam()));
  ASSERT_FALSE(read) << "it was read without an error";
  EXPECT_EQ(Lines(read.error()), TextBeside(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, BadPolicy, testing::ValuesIn(PolicyFiles("bad")), kByName);

class GoodPolicy : public PolicyFile {};

TEST_P(GoodPolicy, IsReadWithTheWarningsWrittenBesideIt) {
  const auto read = ReadPolicyFile(FileText(GetParam()));
  ASSERT_TRUE(read) << Lines(read.error());
  EXPECT_EQ(Lines(read->warnings), TextBeside(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(, GoodPolicy, testing::ValuesIn(PolicyFiles("good")), kByName);

TEST(PolicyFiles, AreThere) {
  EXPECT_GE(PolicyFiles("bad").size(), 100U);
  EXPECT_GE(PolicyFiles("good").size(), 10U);
}

}  // namespace
}  // namespace tenure
