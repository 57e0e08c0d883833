#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Placement ReadPlacement(const std::string& lines) {
  return ReadClass("  placement:\n" + lines).placement;
}

std::string ErrorsOfPlacement(const std::string& lines) {
  return ErrorsOf(WithClass("  placement:\n" + lines));
}

TEST(PlacementReading, ARequirementIsAsInAPod) {
  const auto require =
      ReadPlacement("    require: [{key: a/b, operator: In, values: [x, \"1\"]}]\n").always.require;
  ASSERT_EQ(require.size(), 1U);
  EXPECT_EQ(require[0].key, "a/b");
  EXPECT_EQ(require[0].op, "In");
  EXPECT_THAT(require[0].values, ElementsAre("x", "1"));
  EXPECT_EQ(require[0].json, R"({"key":"a/b","operator":"In","values":["x","1"]})");
}

TEST(PlacementReading, OperatorsWithoutValuesHaveNoneInThePatch) {
  const auto require =
      ReadPlacement("    require: [{key: a, operator: Exists}, {key: a, operator: DoesNotExist}]\n")
          .always.require;
  EXPECT_EQ(require.at(0).json, R"({"key":"a","operator":"Exists"})");
  EXPECT_EQ(require.at(1).json, R"({"key":"a","operator":"DoesNotExist"})");
}

TEST(PlacementReading, GtAndLtTakeOneInteger) {
  const auto errors = [](const std::string& values) {
    return ErrorsOfPlacement("    require: [{key: a, operator: Gt, values: " + values + "}]\n");
  };
  EXPECT_EQ(errors("[\"16\"]"), "");
  EXPECT_EQ(errors("[\"9223372036854775807\"]"), "");
  for (const char* values :
       {"[\"1\", \"2\"]", "[x]", "[\"1.5\"]", "[\"9223372036854775808\"]", "[\"\"]"}) {
    EXPECT_THAT(errors(values), HasSubstr("needs one value, an integer")) << values;
  }
}

TEST(PlacementReading, APreferenceIsATermWithAWeight) {
  const auto prefer =
      ReadPlacement("    prefer: [{weight: 7, key: a, operator: NotIn, values: [b]}]\n")
          .always.prefer;
  ASSERT_EQ(prefer.size(), 1U);
  EXPECT_EQ(prefer[0].weight, 7);
  EXPECT_EQ(prefer[0].json, R"({"weight":7,"preference":{"matchExpressions":[)"
                            R"({"key":"a","operator":"NotIn","values":["b"]}]}})");
  EXPECT_EQ(prefer[0].requirement.json, R"({"key":"a","operator":"NotIn","values":["b"]})");
}

TEST(PlacementReading, ATolerationIsAsInAPod) {
  const auto tolerate =
      ReadPlacement(
          "    tolerate:\n"
          "    - {key: a, value: b, effect: NoSchedule}\n"
          "    - {operator: Exists}\n"
          "    - {key: c, operator: Exists, effect: NoExecute, tolerationSeconds: 0}\n"
          "    - {key: d}\n")
          .always.tolerate;
  ASSERT_EQ(tolerate.size(), 4U);
  EXPECT_EQ(tolerate[0].op, "Equal");
  EXPECT_EQ(tolerate[0].json,
            R"({"key":"a","operator":"Equal","value":"b","effect":"NoSchedule"})");
  EXPECT_EQ(tolerate[1].json, R"({"operator":"Exists"})");
  EXPECT_EQ(tolerate[2].seconds, 0);
  EXPECT_EQ(tolerate[2].json,
            R"({"key":"c","operator":"Exists","effect":"NoExecute","tolerationSeconds":0})");
  EXPECT_EQ(tolerate[3].json, R"({"key":"d","operator":"Equal"})");
}

TEST(PlacementReading, OnRetryIsKeptApart) {
  const Placement placement = ReadPlacement(
      "    require: [{key: a, operator: Exists}]\n"
      "    onRetry: {require: [{key: b, operator: Exists}], tolerate: [{key: c}], "
      "prefer: [{weight: 1, key: d, operator: Exists}]}\n");
  EXPECT_EQ(placement.always.require.at(0).key, "a");
  EXPECT_EQ(placement.on_retry.require.at(0).key, "b");
  EXPECT_EQ(placement.on_retry.tolerate.at(0).key, "c");
  EXPECT_EQ(placement.on_retry.prefer.at(0).requirement.key, "d");
}

TEST(PlacementReading, ApartFromIsRequiredOnEveryNodeByDefault) {
  const auto apart = ReadPlacement("    apartFrom: {class: long}\n").apart_from;
  EXPECT_EQ(apart->class_name, "long");
  EXPECT_EQ(apart->topology_key, "kubernetes.io/hostname");
  EXPECT_TRUE(apart->required);
  EXPECT_TRUE(apart->all_namespaces);
}

TEST(PlacementReading, ApartFromCanBeWeaker) {
  const auto apart =
      ReadPlacement(
          "    apartFrom: {class: long, topologyKey: zone, required: false, namespaces: own}\n")
          .apart_from;
  EXPECT_EQ(apart->topology_key, "zone");
  EXPECT_FALSE(apart->required);
  EXPECT_FALSE(apart->all_namespaces);
}

TEST(PlacementReading, ApartFromCanNameAClassThatComesLater) {
  EXPECT_EQ(ErrorsOf(WithClass("  placement: {apartFrom: {class: short}}\n- name: short\n")), "");
}

}  // namespace
}  // namespace tenure
