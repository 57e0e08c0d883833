// What users and the audit log read where the mode keeps something back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "webhook/admission/audit_annotations.h"
#include "webhook/admission/messages.h"

namespace tenure {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Decision InMode(Level mode) {
  Decision decision{.class_name = "long", .why = "critical"};
  decision.mode = mode;
  decision.changes = {{.path = "/spec/priorityClassName", .by = Protection::kPriority}};
  for (const char* rule : {"unknown-class", "deadline-before-end"}) {
    decision.findings.push_back({.rule = rule,
                                 .level = Weaker(mode, Level::kEnforce),
                                 .message = "is wrong",
                                 .by_rule = Level::kEnforce});
  }
  return decision;
}

std::map<std::string, std::string> Audited(const Decision& decision) {
  std::map<std::string, std::string> annotations;
  for (const AuditAnnotation& annotation : AuditAnnotations(decision, "abc")) {
    annotations.emplace(annotation.key, annotation.value);
  }
  return annotations;
}

TEST(ModeWarn, SaysWhatItWouldHaveChangedAndRefused) {
  const Decision decision = InMode(Level::kWarn);
  EXPECT_THAT(MutateWarnings(decision),
              ElementsAre("mode warn: nothing is changed; class long would set priority"));
  EXPECT_THAT(ValidateWarnings(decision),
              ElementsAre("unknown-class: is wrong", "deadline-before-end: is wrong",
                          "mode warn: nothing is refused; enforced, these would refuse it: "
                          "unknown-class,deadline-before-end"));
}

TEST(ModeWarn, SaysNothingOfRefusalsWhereThereWouldBeNone) {
  Decision decision = InMode(Level::kWarn);
  for (Finding& finding : decision.findings) finding.by_rule = Level::kWarn;
  EXPECT_THAT(ValidateWarnings(decision),
              ElementsAre("unknown-class: is wrong", "deadline-before-end: is wrong"));
}

TEST(ModeWarn, FitsIntoAWarningWhateverTheRules) {
  Decision decision = InMode(Level::kWarn);
  decision.findings.push_back({.rule = "checkpoint-needs-privileged-namespace",
                               .level = Level::kWarn,
                               .message = "is wrong",
                               .by_rule = Level::kEnforce});
  for (const std::string& warning : ValidateWarnings(decision)) {
    EXPECT_LT(warning.size(), kWarningLimit) << warning;
  }
}

TEST(ModeAudit, TellsUsersNothing) {
  const Decision decision = InMode(Level::kAudit);
  EXPECT_THAT(MutateWarnings(decision), IsEmpty());
  EXPECT_THAT(ValidateWarnings(decision), IsEmpty());
}

TEST(ModeAudit, AnnotatesTheAuditLogWithWhatItKeptBack) {
  EXPECT_THAT(
      Audited(InMode(Level::kAudit)),
      UnorderedElementsAre(
          Pair("class", "long"), Pair("decision", "critical"),
          Pair("findings", "unknown-class=audit(enforce), deadline-before-end=audit(enforce)"),
          Pair("mode", "audit"), Pair("withheld", "priority"), Pair("policy", "abc")));
}

TEST(Rollout, IsNamedAsTheReasonForTheMode) {
  Decision decision = InMode(Level::kAudit);
  decision.is_outside_rollout = true;
  EXPECT_EQ(Audited(decision)["mode"], "audit, outside the rollout");
}

TEST(ModeEnforce, HasNoSuchAnnotations) {
  const auto annotations = Audited(InMode(Level::kEnforce));
  EXPECT_FALSE(annotations.contains("mode"));
  EXPECT_FALSE(annotations.contains("withheld"));
  EXPECT_EQ(annotations.at("findings"), "unknown-class=enforce, deadline-before-end=enforce");
}

TEST(Exemption, IsAuditedWithItsReasonAndWarnedOfBeforeItEnds) {
  Decision decision{.why = "exempt: ticket until=2027-01-31", .left_alone = true};
  decision.exempt_by = ExemptBy::kAnnotation;
  decision.notices = {"tenure.dev/exempt ends after 2027-01-31"};
  EXPECT_EQ(Audited(decision)["decision"], "exempt: ticket until=2027-01-31");
  EXPECT_THAT(MutateWarnings(decision), ElementsAre(HasSubstr("ends after 2027-01-31")));
  decision.mode = Level::kAudit;
  EXPECT_THAT(MutateWarnings(decision), IsEmpty());
  decision.exempt_by = ExemptBy::kNamespace;
  EXPECT_THAT(Audited(decision), IsEmpty()) << "most pods of a cluster's own";
}

}  // namespace
}  // namespace tenure
