#include <gtest/gtest.h>

#include "policies/engine/decision_record.h"
#include "policies/engine/request_record.h"

namespace tenure {
namespace {

Quantity Q(std::string_view text) { return *Quantity::Parse(text); }

TEST(RequestRecord, IsWrittenAsTheContractSays) {
  RequestRecord record;
  record.Add({"main", "memory", Q("64Gi"), Q("96Gi")});
  record.Add({"main", "cpu", std::nullopt, Q("1500m")});
  record.AddContainer("helper");
  EXPECT_EQ(record.Text(),
            R"({"main":{"memory":{"was":"64Gi","set":"96Gi"},"cpu":{"was":null,"set":"1500m"}},)"
            R"("helper":{}})");
}

TEST(RequestRecord, IsReadBackAsItWasWritten) {
  RequestRecord record;
  record.Add({"a \"quoted\" name", "memory", Q("64Gi"), Q("96Gi")});
  record.AddContainer("helper");
  EXPECT_EQ(RequestRecord::Parse(record.Text()).Text(), record.Text());
}

TEST(RequestRecord, IsEmptyWhenSomebodyElseWroteIt) {
  for (const char* text : {"", "{", "[]", "7", R"({"main":7})", R"({"main":{"memory":"96Gi"}})",
                           R"({"main":{"memory":{"was":"x","set":"96Gi"}}})"}) {
    EXPECT_TRUE(RequestRecord::Parse(text).empty()) << text;
  }
}

TEST(RequestRecord, KnowsItsContainers) {
  const auto record =
      RequestRecord::Parse(R"({"main":{"memory":{"was":null,"set":"1Gi"}},"b":{}})");
  EXPECT_TRUE(record.HasContainer("b"));
  EXPECT_FALSE(record.HasContainer("istio-proxy"));
  ASSERT_NE(record.Find("main", "memory"), nullptr);
  EXPECT_FALSE(record.Find("main", "memory")->was.has_value());
  EXPECT_EQ(record.Find("main", "cpu"), nullptr);
}

TEST(DecisionRecord, IsReadBackAsItWasWritten) {
  const DecisionRecord record{"abc", "long", "runtime 12d, \"long\" from 6h", "main", "0.1.0"};
  EXPECT_EQ(record.Text(),
            R"({"policy":"abc","class":"long","why":"runtime 12d, \"long\" from 6h",)"
            R"("main":"main","version":"0.1.0"})");
  EXPECT_EQ(DecisionRecord::Parse(record.Text()).why, record.why);
}

TEST(DecisionRecord, IsEmptyWhenSomebodyElseWroteIt) {
  EXPECT_EQ(DecisionRecord::Parse("{not json").main, "");
  EXPECT_EQ(DecisionRecord::Parse(R"({"main":7})").main, "");
}

}  // namespace
}  // namespace tenure
