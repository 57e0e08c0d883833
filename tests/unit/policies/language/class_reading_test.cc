// Priority, disruption, jobs, and what classes say of one another.

#include <gmock/gmock.h>

#include "policies/language/k8s_names.h"
#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(ClassReading, Priority) {
  const auto priority =
      ReadClass("  priority: {className: a, value: 1000000000, over: [b, c.d]}\n").priority;
  EXPECT_EQ(priority->class_name, "a");
  EXPECT_EQ(priority->value, 1'000'000'000);
  EXPECT_THAT(priority->over, ElementsAre("b", "c.d"));
  EXPECT_EQ(ReadClass("  priority: {className: a, value: -2147483648}\n").priority->value,
            -2'147'483'648LL);
}

std::string TwoPriorities(const std::string& first, const std::string& second) {
  return WithClass("  priority: " + first + "\n- name: second\n  priority: " + second + "\n");
}

TEST(ClassReading, APriorityAboveAnEarlierClassIsAWarning) {
  const auto read =
      ReadPolicyFile(TwoPriorities("{className: a, value: 1}", "{className: b, value: 2}"));
  ASSERT_TRUE(read) << Lines(read.error());
  ASSERT_EQ(read->warnings.size(), 1U);
  EXPECT_EQ(read->warnings[0].Text("p"),
            "p:8:35: classes[1].priority.value: is above that of class \"long\", which is tried "
            "first: its pods would preempt them");
}

TEST(ClassReading, OnePriorityClassHasOneValue) {
  EXPECT_THAT(ErrorsOf(TwoPriorities("{className: a, value: 2}", "{className: a, value: 1}")),
              HasSubstr("the PriorityClass a has the value 2 in class \"long\""));
  EXPECT_EQ(ErrorsOf(TwoPriorities("{className: a, value: 1}", "{className: a, value: 1}")), "");
}

TEST(ClassReading, EveryEarlierClassIsCompared) {
  const std::string three = WithClass(
      "  priority: {className: a, value: 10}\n"
      "- name: second\n  priority: {className: b, value: 1}\n"
      "- name: third\n  priority: {className: c, value: 5}\n");
  const auto read = ReadPolicyFile(three);
  ASSERT_TRUE(read) << Lines(read.error());
  EXPECT_THAT(Lines(read->warnings), HasSubstr("is above that of class \"second\""));
  EXPECT_THAT(ErrorsOf(three + "- name: fourth\n  priority: {className: b, value: 0}\n"),
              HasSubstr("the PriorityClass b has the value 1 in class \"second\""));
}

TEST(ClassReading, ValuesThatCouldNotBeReadAreNotCompared) {
  EXPECT_THAT(ErrorsOf(TwoPriorities("{className: a, value: x}", "{className: a, value: 1}")),
              testing::Not(HasSubstr("has the value")));
}

TEST(ClassReading, Disruption) {
  const Disruption disruption =
      ReadClass(
          "  disruption:\n    evictions: allow\n    annotations: {b: '', a: \"x y\"}\n"
          "    tolerateNodeLoss: 90s\n    gracePeriod: 1d\n")
          .disruption;
  EXPECT_EQ(disruption.evictions, Evictions::kAllow);
  EXPECT_THAT(disruption.annotations, ElementsAre(Pair("b", ""), Pair("a", "x y")));
  EXPECT_EQ(disruption.tolerate_node_loss, Duration::Seconds(90));
  EXPECT_EQ(disruption.grace_period, Duration::Seconds(86'400));
}

TEST(ClassReading, AnnotationsHaveTheSizeThatTheApiServerTakes) {
  const auto errors = [](std::size_t bytes) {
    return ErrorsOf(
        WithClass("  disruption: {annotations: {a: '" + std::string(bytes - 1, 'x') + "'}}\n"));
  };
  EXPECT_EQ(errors(kMaxAnnotationBytes), "");
  EXPECT_THAT(errors(kMaxAnnotationBytes + 1), HasSubstr("at most 256 KiB"));
}

TEST(ClassReading, Jobs) {
  const JobSpec job = ReadClass("  job: {replace: Failed, ignoreDisruptions: true}\n").job;
  EXPECT_TRUE(job.replace_failed_only);
  EXPECT_TRUE(job.ignore_disruptions);
}

TEST(ClassReading, TheDefaultStrategyMustBeThere) {
  const std::string text = WithClass("  checkpoint: {defaultStrategy: mine}\n");
  EXPECT_EQ(ErrorsOf(text + "checkpoint: {strategies: [{name: mine}]}\n"), "");
  EXPECT_THAT(ErrorsOf(text), HasSubstr("there is no strategy \"mine\""));
  EXPECT_EQ(
      MustRead(text + "checkpoint: {strategies: [{name: mine}]}\n").classes[0].default_strategy,
      "mine");
}

TEST(ClassReading, AClassAndAStrategyMayShareAName) {
  EXPECT_EQ(ErrorsOf(WithClass("") + "checkpoint: {strategies: [{name: long}]}\n"), "");
}

TEST(ClassReading, ABadClassDoesNotHideTheNextOne) {
  const std::string errors = ErrorsOf(WithClass("  job: 5\n- name: second\n  job: 6\n"));
  EXPECT_THAT(errors, HasSubstr("classes[0].job:"));
  EXPECT_THAT(errors, HasSubstr("classes[1].job:"));
}

TEST(ClassReading, FindsByName) {
  const Policy policy = MustRead(WithClass("- name: second\n") +
                                 "checkpoint: {strategies: [{name: a}, {name: b}]}\n");
  EXPECT_EQ(policy.FindClass("second"), &policy.classes[1]);
  EXPECT_EQ(policy.FindClass("third"), nullptr);
  EXPECT_EQ(policy.FindStrategy("b"), &policy.checkpoint.strategies[1]);
  EXPECT_EQ(policy.FindStrategy("long"), nullptr);
}

}  // namespace
}  // namespace tenure
