#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;

const Policy& WrapPolicy() {
  static const Policy kPolicy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\nclasses: [{name: long}]\n"
      "checkpoint:\n  strategies:\n"
      "  - {name: wrap, mount: /c, wrap: [/opt/w, --dir, <dir>, --check, <hash>, --]}\n"
      "  - {name: shell, wrap: [/bin/sh, -c, 'save; exec \"$@\"', --]}\n"
      "  entrypoints: [{image: \"known/*\", entrypoint: [/bin/known, $x]}]\n");
  return kPolicy;
}

json WrapPod(const json& command, const json& args = {}, const char* strategy = "wrap") {
  json pod = test::Pod({{"checkpoint", strategy}, {"checkpoint-claim", "checkpoints"}});
  json& container = pod["spec"]["containers"][0];
  if (!command.is_null()) container["command"] = command;
  if (!args.is_null()) container["args"] = args;
  return pod;
}

json Wrapped(const json& pod) { return test::Mutated(pod, WrapPolicy())["spec"]["containers"][0]; }

std::vector<std::string> CommandOf(const json& container) { return container["command"]; }

// What stands behind the wrapper's "--".
std::vector<std::string> Started(const json& container) {
  const auto command = CommandOf(container);
  const auto dashes = std::find(command.begin(), command.end(), "--");
  return {dashes + 1, command.end()};
}

TEST(Entrypoint, GetsTheWrapperInFront) {
  const auto command = CommandOf(Wrapped(WrapPod({"/bin/solve", "--all"})));
  ASSERT_EQ(command.size(), 8U);
  EXPECT_EQ(command[0], "/opt/w");
  EXPECT_EQ(command[2], "/c/assembly." + command[4]) << "images of another program are not met";
  EXPECT_THAT(command[4], testing::MatchesRegex("[0-9a-f]{12}"));
  EXPECT_THAT(Started(Wrapped(WrapPod({"/bin/solve", "--all"}))),
              ElementsAre("/bin/solve", "--all"));
}

TEST(Entrypoint, KeepsEveryByteOfCommandAndArgs) {
  const json command = {"/bin/s", "", " ", "a\"b'c", "$(VAR)", "$$(X)", "$$", "\xc3\xa9\n", "--"};
  const json args = {"$(INPUT)", "", "-- x"};
  const json container = Wrapped(WrapPod(command, args));
  EXPECT_EQ(json(Started(container)), command);
  EXPECT_EQ(container["args"], args);
}

TEST(Entrypoint, StaysBehindArgosEmissary) {
  const auto command = CommandOf(Wrapped(WrapPod(
      {"/var/run/argo/argoexec", "emissary", "--loglevel", "info", "--", "/bin/solve", "x"})));
  EXPECT_EQ(command[0], "/var/run/argo/argoexec");
  EXPECT_EQ(command[4], "--");
  EXPECT_EQ(command[5], "/opt/w");
  EXPECT_EQ(command[11], "/bin/solve");
}

TEST(Entrypoint, IsNotWrappedTwice) {
  const json once = test::Mutated(WrapPod({"/bin/solve"}), WrapPolicy());
  EXPECT_EQ(test::Mutated(once, WrapPolicy()), once);
}

// A manifest copied from a running pod, under another name.
TEST(Entrypoint, OfACopiedPodGetsAFolderOfItsOwn) {
  json copy = test::Mutated(WrapPod({"/bin/solve"}), WrapPolicy());
  copy["metadata"]["name"] = "second";
  const auto command = CommandOf(Wrapped(copy));
  EXPECT_EQ(command[2], "/c/second." + command[4]);
  EXPECT_EQ(command.size(), 7U);
}

TEST(Entrypoint, ThatItsUserHasWrappedStays) {
  const json own = {"/opt/w", "--dir", "/mine", "--keep", "9", "--", "/bin/solve"};
  EXPECT_EQ(Wrapped(WrapPod(own))["command"], own);
}

// /bin/sh is also what a user's own command begins with.
TEST(Entrypoint, ThatIsAShellIsNoWrapper) {
  const json own = {"/bin/sh", "-c", "megahit"};
  const auto command = CommandOf(Wrapped(WrapPod(own, {}, "shell")));
  EXPECT_THAT(command,
              ElementsAre("/bin/sh", "-c", "save; exec \"$@\"", "--", "/bin/sh", "-c", "megahit"));
}

// The kubelet expands $(VAR) and $$ in a command, and not in an image's ENTRYPOINT.
TEST(Entrypoint, ByAnnotationArrivesAsTheImageHasIt) {
  json pod = WrapPod({}, {"in"});
  pod["metadata"]["annotations"]["tenure.dev/entrypoint"] = R"x(["/bin/e", "$(A) $$ $b"])x";
  const json container = Wrapped(pod);
  EXPECT_THAT(Started(container), ElementsAre("/bin/e", "$$(A) $$$$ $$b"));
  EXPECT_EQ(container["args"], json({"in"}));
  EXPECT_EQ(Wrapped(test::Mutated(pod, WrapPolicy())), container);
}

TEST(Entrypoint, OfAKnownImageIsThePolicys) {
  json pod = WrapPod({});
  pod["spec"]["containers"][0]["image"] = "known/app:1";
  EXPECT_THAT(Started(Wrapped(pod)), ElementsAre("/bin/known", "$$x"));
}

TEST(Entrypoint, OfNextflowIsInItsArgs) {
  json pod = WrapPod({}, {"/bin/bash", "-ue", ".command.run"});
  EXPECT_FALSE(Wrapped(pod).contains("command"));
  pod["metadata"]["labels"]["nextflow.io/app"] = "nextflow";
  EXPECT_THAT(Started(Wrapped(pod)), testing::IsEmpty());
  EXPECT_EQ(Wrapped(pod)["args"], pod["spec"]["containers"][0]["args"]);
}

TEST(Entrypoint, ThatNobodyKnowsIsNotWrapped) {
  const Decision decision = test::Decide(WrapPod({}), Phase::kValidate, WrapPolicy());
  EXPECT_THAT(test::Ids(decision), testing::Contains("checkpoint-needs-command enforce"));
  EXPECT_FALSE(Wrapped(WrapPod({})).contains("command"));
}

TEST(Entrypoint, OfOtherContainersStays) {
  json pod = WrapPod({"/bin/solve"});
  pod["spec"]["containers"].push_back({{"name", "helper"}, {"command", {"/bin/h"}}});
  EXPECT_EQ(test::Mutated(pod, WrapPolicy())["spec"]["containers"][1],
            pod["spec"]["containers"][1]);
}

// A mesh puts its container in front between the rounds.
TEST(Entrypoint, OfAnInjectedContainerStaysInTheSecondRound) {
  json pod = test::Mutated(WrapPod({"/bin/solve"}), WrapPolicy());
  const json proxy = {{"name", "istio-proxy"}, {"command", {"/usr/local/bin/pilot-agent"}}};
  pod["spec"]["containers"].insert(pod["spec"]["containers"].begin(), proxy);
  EXPECT_EQ(test::Mutated(pod, WrapPolicy()), pod);
}

// What classifies a pod must not see the wrapper: it would be another class in
// the second round.
TEST(Entrypoint, IsMatchedAsItsUserWroteIt) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\n"
      "classes:\n- {name: wrapped, match: [{args: ^/opt/w}]}\n"
      "- {name: solver, match: [{args: ^/bin/solve}]}\n"
      "checkpoint: {strategies: [{name: wrap, wrap: [/opt/w, --]}]}\n");
  json pod = test::Pod({{"checkpoint", "wrap"}});
  pod["spec"]["containers"][0]["command"] = {"/bin/solve"};
  const json once = test::Mutated(pod, policy);
  EXPECT_EQ(once["spec"]["containers"][0]["command"], json({"/opt/w", "--", "/bin/solve"}));
  EXPECT_EQ(test::Decide(once, Phase::kMutate, policy).class_name, "solver");
}

TEST(Entrypoint, IsMatchedBeforeItIsWritten) {
  const Policy policy = test::PolicyOf(
      "apiVersion: tenure.dev/v1\nkind: Policy\n"
      "classes:\n- {name: solver, match: [{args: ^/bin/solve}]}\n"
      "checkpoint: {strategies: [{name: wrap, wrap: [/opt/w, --]}]}\n");
  const json pod = test::Pod({{"checkpoint", "wrap"}, {"entrypoint", R"(["/bin/solve"])"}});
  EXPECT_EQ(test::Decide(pod, Phase::kMutate, policy).class_name, "solver");
  const json once = test::Mutated(pod, policy);
  EXPECT_EQ(test::Mutated(once, policy), once);
}

}  // namespace
}  // namespace tenure
