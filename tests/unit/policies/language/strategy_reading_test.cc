#include <gmock/gmock.h>

#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(StrategyReading, WhatTheContainerGets) {
  const Strategy strategy = ReadStrategy(
      "    wrap: [/opt/w, --dir, <dir>, --check=<hash>, --]\n"
      "    mount: /checkpoint\n"
      "    hostFiles: [/proc/sys/kernel/ns_last_pid]\n"
      "    capabilities: [SYS_ADMIN, SYS_TIME]\n"
      "    seccompProfile: localhost/criu.json\n"
      "    runtimeClassName: gvisor\n"
      "    requires: [root, privileged-namespace, explicit-command, stable-identity, "
      "runs-forever]\n");
  EXPECT_EQ(strategy.name, "mine");
  EXPECT_THAT(strategy.wrap, ElementsAre("/opt/w", "--dir", "<dir>", "--check=<hash>", "--"));
  EXPECT_EQ(strategy.mount, "/checkpoint");
  EXPECT_THAT(strategy.host_files, ElementsAre("/proc/sys/kernel/ns_last_pid"));
  EXPECT_THAT(strategy.capabilities, ElementsAre("SYS_ADMIN", "SYS_TIME"));
  EXPECT_EQ(strategy.seccomp_profile, "localhost/criu.json");
  EXPECT_EQ(strategy.runtime_class_name, "gvisor");
  EXPECT_THAT(strategy.needs, ElementsAre(Requirement::kRoot, Requirement::kPrivilegedNamespace,
                                          Requirement::kExplicitCommand,
                                          Requirement::kStableIdentity, Requirement::kRunsForever));
}

TEST(StrategyReading, VariablesAreValuesOrFields) {
  const Strategy strategy = ReadStrategy(
      "    mount: /c\n    env: {DIR: <dir>/x, EMPTY: '', NODE: {fieldPath: spec.nodeName}}\n");
  ASSERT_EQ(strategy.env.size(), 3U);
  EXPECT_EQ(strategy.env[0].name, "DIR");
  EXPECT_EQ(strategy.env[0].value, "<dir>/x");
  EXPECT_EQ(strategy.env[0].field_path, "");
  EXPECT_EQ(strategy.env[1].value, "");
  EXPECT_EQ(strategy.env[2].name, "NODE");
  EXPECT_EQ(strategy.env[2].value, "");
  EXPECT_EQ(strategy.env[2].field_path, "spec.nodeName");
}

TEST(StrategyReading, FilesArePathsWithContents) {
  const Strategy strategy =
      ReadStrategy("    mount: /c\n    files:\n      /etc/w.yaml: |\n        dir: <dir>\n");
  ASSERT_EQ(strategy.files.size(), 1U);
  EXPECT_EQ(strategy.files[0].path, "/etc/w.yaml");
  EXPECT_EQ(strategy.files[0].content, "dir: <dir>\n");
}

TEST(StrategyReading, BinariesComeFromAnImage) {
  const auto copied =
      ReadStrategy("    binaries: {image: r.example.org/w:1, mount: /opt}\n").binaries;
  EXPECT_EQ(copied->image, "r.example.org/w:1");
  EXPECT_EQ(copied->mount, "/opt");
  EXPECT_FALSE(copied->image_volume);
  EXPECT_TRUE(ReadStrategy("    binaries: {image: w, mount: /opt, imageVolume: true}\n")
                  .binaries->image_volume);
}

TEST(StrategyReading, BinariesAreCopiedByTheWrapperUnlessThePolicySaysHow) {
  using testing::IsEmpty;
  const auto command = [](const char* more) {
    return ReadStrategy("    binaries: {image: w, mount: /opt" + std::string(more) + "}\n")
        .binaries->command;
  };
  EXPECT_THAT(command(""), ElementsAre("/tenure-wrap", "install", "<mount>"));
  EXPECT_THAT(command(", command: [cp, /w, <mount>]"), ElementsAre("cp", "/w", "<mount>"));
  EXPECT_THAT(command(", imageVolume: true"), IsEmpty());
  EXPECT_THAT(ErrorsOf(WithStrategy(
                  "    binaries: {image: w, mount: /opt, imageVolume: true, command: [cp]}\n")),
              HasSubstr("is not run with imageVolume"));
}

TEST(StrategyReading, WhatWrapsSavesProcessesUnlessItSaysOtherwise) {
  EXPECT_FALSE(ReadStrategy("").SavesProcesses());
  EXPECT_TRUE(ReadStrategy("    wrap: [w, --]\n").SavesProcesses());
  EXPECT_FALSE(ReadStrategy("    wrap: [w, --]\n    processImages: false\n").SavesProcesses());
  EXPECT_EQ(ReadStrategy("    gpuMemory: 80Gi\n").gpu_memory->Canonical(), "80Gi");
}

TEST(StrategyReading, TheGracePeriodIsADurationOrGrowsWithMemory) {
  const auto absolute = ReadStrategy("    gracePeriod: 5m\n").grace_period;
  EXPECT_EQ(absolute->absolute, Duration::Seconds(300));
  const auto grows =
      ReadStrategy("    gracePeriod: {perGi: 4s, plus: 0s, atMost: 1h}\n").grace_period;
  EXPECT_EQ(grows->absolute, std::nullopt);
  EXPECT_EQ(grows->per_gi, Duration::Seconds(4));
  EXPECT_EQ(grows->plus, Duration::Seconds(0));
  EXPECT_EQ(grows->at_most, Duration::Seconds(3600));
}

TEST(StrategyReading, LabelsAndAnnotationsOfThePod) {
  const Strategy strategy =
      ReadStrategy("    labels: {a: \"yes\"}\n    annotations: {b: \"c, d\"}\n");
  EXPECT_THAT(strategy.labels, ElementsAre(Pair("a", "yes")));
  EXPECT_THAT(strategy.annotations, ElementsAre(Pair("b", "c, d")));
}

TEST(StrategyReading, AStrategyNeedsNothingButAName) { EXPECT_EQ(ErrorsOf(WithStrategy("")), ""); }

TEST(StrategyReading, TheFolderNeedsAMount) {
  for (const char* lines :
       {"    wrap: [--dir=<dir>]\n", "    env: {A: <dir>}\n", "    files: {/a: 'x <dir> y'}\n"}) {
    EXPECT_THAT(ErrorsOf(WithStrategy(lines)), HasSubstr("uses <dir>")) << lines;
    EXPECT_EQ(ErrorsOf(WithStrategy(std::string(lines) + "    mount: /c\n")), "") << lines;
  }
}

TEST(StrategyReading, OtherAngleBracketsAreText) {
  EXPECT_EQ(ErrorsOf(WithStrategy("    wrap: [sh, -c, 'a < b > c', '<1>', '<>']\n")), "");
}

TEST(StrategyReading, PrivilegesWithoutARequirementAreAWarning) {
  const auto warnings = [](const std::string& lines) {
    const auto read = ReadPolicyFile(WithStrategy(lines));
    return read ? Lines(read->warnings) : "not read: " + Lines(read.error());
  };
  for (const std::string lines : {"    capabilities: [SYS_ADMIN]\n", "    hostFiles: [/x]\n",
                                  "    seccompProfile: Unconfined\n"}) {
    EXPECT_THAT(warnings(lines), HasSubstr("requires: [privileged-namespace]")) << lines;
    EXPECT_EQ(warnings(lines + "    requires: [privileged-namespace]\n"), "") << lines;
  }
  EXPECT_EQ(warnings("    seccompProfile: RuntimeDefault\n"), "");
}

}  // namespace
}  // namespace tenure
