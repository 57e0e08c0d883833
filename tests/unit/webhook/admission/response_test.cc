#include "webhook/admission/response.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "webhook/admission/messages.h"

namespace tenure {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Change AddLabel() {
  return {.path = "/metadata/labels",
          .present = 9,
          .now = R"({"tenure.dev/assigned-class":"long"})",
          .by = Protection::kIdentity};
}

Change AddPriority() {
  return {.path = "/spec/priorityClassName",
          .present = 5,
          .now = "\"tenure-long\"",
          .by = Protection::kPriority};
}

Decision LongPod() {
  Decision decision;
  decision.class_name = "long";
  decision.why = "annotation tenure.dev/class";
  decision.changes = {AddPriority(), AddLabel()};
  return decision;
}

Finding Found(std::string_view rule, Level level, std::string message = "is wrong") {
  return {.rule = rule,
          .level = level,
          .message = std::move(message),
          .path = "/spec",
          .by_rule = level};
}

json Response(const std::string& text) {
  const json review = json::parse(text);
  EXPECT_EQ(review["apiVersion"], "admission.k8s.io/v1");
  EXPECT_EQ(review["kind"], "AdmissionReview");
  EXPECT_EQ(review["response"]["uid"], "u-\"1\"");
  return review["response"];
}

json Mutate(const Decision& decision) {
  std::string out;
  AppendMutateResponse(out, "u-\"1\"", decision, "abc");
  return Response(out);
}

json Validate(const Decision& decision) {
  std::string out;
  AppendValidateResponse(out, "u-\"1\"", decision, "abc");
  return Response(out);
}

TEST(MutateResponseTest, CarriesThePatchAndItsType) {
  const json response = Mutate(LongPod());
  EXPECT_EQ(response["allowed"], true);
  EXPECT_EQ(response["patchType"], "JSONPatch");
  EXPECT_THAT(response["patch"].get<std::string>(), testing::StartsWith("W3sib3AiOi"));
  EXPECT_FALSE(response.contains("warnings"));
  EXPECT_FALSE(response.contains("status"));
}

TEST(MutateResponseTest, WithoutChangesThereIsNeitherPatchNorType) {
  Decision decision = LongPod();
  decision.changes.clear();
  const json response = Mutate(decision);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_FALSE(response.contains("patchType"));
}

TEST(MutateResponseTest, NeverRefuses) {
  Decision decision = LongPod();
  decision.findings = {Found("deadline-before-end", Level::kEnforce)};
  const json response = Mutate(decision);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_FALSE(response.contains("warnings")) << "findings are validate's to tell";
}

TEST(MutateResponseTest, WarnsOfWhatAnotherStepMayRefuse) {
  Decision decision = LongPod();
  decision.notices = {"container main: memory limit 4Gi removed"};
  EXPECT_THAT(Mutate(decision)["warnings"],
              ElementsAre("container main: memory limit 4Gi removed"));
}

TEST(MutateResponseTest, InModeWarnChangesNothingAndSaysWhatItWould) {
  Decision decision = LongPod();
  decision.mode = Level::kWarn;
  decision.notices = {"container main: memory limit 4Gi removed"};
  const json response = Mutate(decision);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_THAT(response["warnings"],
              ElementsAre("mode warn: nothing is changed; class long would set "
                          "priority, identity"));
}

TEST(MutateResponseTest, InModeAuditSaysNothing) {
  Decision decision = LongPod();
  decision.mode = Level::kAudit;
  const json response = Mutate(decision);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_FALSE(response.contains("warnings"));
  EXPECT_EQ(response["auditAnnotations"]["class"], "long");
}

TEST(ValidateResponseTest, NeverPatches) {
  const json response = Validate(LongPod());
  EXPECT_EQ(response["allowed"], true);
  EXPECT_FALSE(response.contains("patch"));
  EXPECT_FALSE(response.contains("patchType"));
}

TEST(ValidateResponseTest, RefusesWithTheOneReason) {
  Decision decision = LongPod();
  decision.findings = {Found("unknown-class", Level::kEnforce, "class \"x\" is unknown")};
  const json response = Validate(decision);
  EXPECT_EQ(response["allowed"], false);
  EXPECT_EQ(response["status"]["code"], 403);
  EXPECT_EQ(response["status"]["reason"], "Forbidden");
  EXPECT_EQ(response["status"]["message"], "unknown-class: class \"x\" is unknown (/spec)");
}

TEST(ValidateResponseTest, ARefusalListsAllFindings) {
  Decision decision;
  decision.findings = {Found("a", Level::kEnforce), Found("b", Level::kWarn),
                       Found("c", Level::kEnforce, "two\nlines"), Found("d", Level::kAudit)};
  const json response = Validate(decision);
  EXPECT_EQ(response["status"]["message"],
            "2 findings\n- a: is wrong (/spec)\n- c: two?lines (/spec)");
  EXPECT_THAT(response["warnings"], ElementsAre("b: is wrong"));
  EXPECT_EQ(response["auditAnnotations"]["findings"], "a=enforce, b=warn, c=enforce, d=audit");
}

TEST(ValidateResponseTest, WarningsAreShortLines) {
  Decision decision;
  decision.findings = {Found("bare-pod", Level::kWarn, "says \n\x01 " + std::string(200, 'x')),
                       Found("bare-pod", Level::kWarn, "cut \xe6\x97")};
  const json warnings = Validate(decision)["warnings"];
  ASSERT_EQ(warnings.size(), 2U);
  for (const std::string warning : warnings) {
    EXPECT_LT(warning.size(), kWarningLimit);
    EXPECT_THAT(warning, testing::StartsWith("bare-pod: "));
    EXPECT_THAT(warning, Not(HasSubstr("\n")));
  }
}

TEST(AuditAnnotationTest, KeysAreLegalAndValuesToldInOneLine) {
  Decision decision = LongPod();
  decision.why = "line\nbreak";
  decision.findings = {Found("bare-pod", Level::kWarn)};
  const json audit = Validate(decision)["auditAnnotations"];
  const std::regex legal("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  for (const auto& [key, value] : audit.items()) {
    EXPECT_TRUE(std::regex_match(key, legal)) << key;
  }
  EXPECT_EQ(audit["class"], "long");
  EXPECT_EQ(audit["decision"], "line?break");
  EXPECT_EQ(audit["findings"], "bare-pod=warn");
  EXPECT_EQ(audit["policy"], "abc");
}

TEST(AuditAnnotationTest, APodOfNoClassWithoutFindingsHasNone) {
  Decision decision;
  decision.why = "exempt: namespace kube-system";
  decision.left_alone = true;
  EXPECT_FALSE(Validate(decision).contains("auditAnnotations"));
  EXPECT_FALSE(Mutate(decision).contains("auditAnnotations"));
}

TEST(AllowedResponseTest, CanCarryAWarning) {
  std::string out;
  AppendAllowedResponse(out, "u-\"1\"", "not\nread");
  const json response = Response(out);
  EXPECT_EQ(response["allowed"], true);
  EXPECT_THAT(response["warnings"], ElementsAre("not?read"));
}

TEST(AllowedResponseTest, IsBareWithoutOne) {
  std::string out;
  AppendAllowedResponse(out, "u-\"1\"");
  EXPECT_EQ(Response(out).size(), 2U);
}

}  // namespace
}  // namespace tenure
