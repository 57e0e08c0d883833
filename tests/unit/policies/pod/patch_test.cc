#include "policies/pod/patch.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tenure {
namespace {

using Json = nlohmann::json;

Change Add(std::string_view path, std::string_view present, std::string_view now) {
  return {.path = path, .present = present.size(), .now = now};
}

TEST(JsonPatch, IsNothingWithoutChanges) { EXPECT_EQ(JsonPatch({}), ""); }

TEST(JsonPatch, AddsReplacesAndRemovesWhatIsThere) {
  const Change changes[] = {
      Add("/metadata/labels/a", "/metadata/labels", R"("1")"),
      {.path = "/spec/x", .present = 7, .was = "1", .now = "2"},
      {.path = "/spec/priority", .present = 14, .was = "0"},
  };
  EXPECT_EQ(Json::parse(JsonPatch(changes)), Json::parse(R"([
    {"op": "add", "path": "/metadata/labels/a", "value": "1"},
    {"op": "replace", "path": "/spec/x", "value": 2},
    {"op": "remove", "path": "/spec/priority"}])"));
}

TEST(JsonPatch, CreatesAMissingParentOnceWithEverythingInIt) {
  const Change changes[] = {
      Add("/metadata/annotations/tenure.dev~1a", "/metadata", R"("1")"),
      Add("/spec/y", "/spec", "true"),
      Add("/metadata/annotations/tilde~0", "/metadata", R"("2")"),
  };
  EXPECT_EQ(Json::parse(JsonPatch(changes)), Json::parse(R"([
    {"op": "add", "path": "/metadata/annotations", "value": {"tenure.dev/a": "1", "tilde~": "2"}},
    {"op": "add", "path": "/spec/y", "value": true}])"));
}

TEST(JsonPatch, CreatesSeveralLevelsAtOnce) {
  const Change changes[] = {
      Add("/spec/containers/0/resources/requests/cpu", "/spec/containers/0", R"("1")"),
      Add("/spec/containers/0/resources/limits/memory", "/spec/containers/0", R"("2Gi")"),
      Add("/spec/containers/0/resources/requests/memory", "/spec/containers/0", R"("1Gi")"),
  };
  EXPECT_EQ(Json::parse(JsonPatch(changes)), Json::parse(R"([
    {"op": "add", "path": "/spec/containers/0/resources",
     "value": {"requests": {"cpu": "1", "memory": "1Gi"}, "limits": {"memory": "2Gi"}}}])"));
}

TEST(JsonPatch, AppendsToArraysAndCreatesThem) {
  const Change there[] = {Add("/spec/tolerations/-", "/spec/tolerations", R"({"key":"a"})")};
  EXPECT_EQ(
      Json::parse(JsonPatch(there)),
      Json::parse(R"([{"op": "add", "path": "/spec/tolerations/-", "value": {"key": "a"}}])"));
  const Change missing[] = {Add("/spec/tolerations/-", "/spec", R"({"key":"a"})"),
                            Add("/spec/tolerations/-", "/spec", R"({"key":"b"})")};
  EXPECT_EQ(Json::parse(JsonPatch(missing)), Json::parse(R"([
    {"op": "add", "path": "/spec/tolerations", "value": [{"key": "a"}, {"key": "b"}]}])"));
}

TEST(JsonPatch, KeepsParentsApartWhoseNamesBeginAlike) {
  const Change changes[] = {
      Add("/metadata/labels/a", "/metadata", R"("1")"),
      Add("/metadata/labelsToo/a", "/metadata", R"("2")"),
  };
  EXPECT_EQ(Json::parse(JsonPatch(changes)), Json::parse(R"([
    {"op": "add", "path": "/metadata/labels", "value": {"a": "1"}},
    {"op": "add", "path": "/metadata/labelsToo", "value": {"a": "2"}}])"));
}

}  // namespace
}  // namespace tenure
