// The rules of the API server, by its own examples (k8s.io/apimachinery
// pkg/util/validation/validation_test.go, where there is one).

#include "policies/language/k8s_names.h"

#include <gmock/gmock.h>

namespace tenure {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string k63(63, 'a');
const std::string k64(64, 'a');

TEST(DnsLabelProblem, IsRfc1123) {
  for (const std::string& good : {std::string("a"), std::string("a-1"), std::string("0"), k63}) {
    EXPECT_EQ(DnsLabelProblem(good, "a name"), "") << good;
  }
  for (const std::string& bad : {std::string(""), std::string("A"), std::string("-a"),
                                 std::string("a-"), std::string("a.b"), std::string("a_b"), k64}) {
    EXPECT_THAT(DnsLabelProblem(bad, "a name"), StartsWith("not a name")) << bad;
  }
}

TEST(DnsLabelProblem, SaysWhatWasMeant) {
  EXPECT_EQ(DnsLabelProblem("Long_Runs", "a name"), "not a name; did you mean long-runs?");
}

TEST(DnsSubdomainProblem, AllowsDotsBetweenLabels) {
  EXPECT_EQ(DnsSubdomainProblem("a.b-c.d1", "a name"), "");
  EXPECT_EQ(DnsSubdomainProblem(std::string(253, 'a'), "a name"), "");
  for (const std::string& bad : {std::string("a..b"), std::string(".a"), std::string("a."),
                                 std::string("a.-b"), std::string("*.a"), std::string(254, 'a')}) {
    EXPECT_THAT(DnsSubdomainProblem(bad, "a name"), StartsWith("not a name")) << bad;
  }
}

TEST(LabelKeyProblem, IsAQualifiedName) {
  for (const char* good : {"simple", "now-with-dashes", "1-starts-with-num", "1234",
                           "simple/simple", "now-with-dashes/simple", "now.with.dots/simple",
                           "1-num.2-num/3-num", "1234/5678", "1.2.3.4/5678", "Uppercase_Is_OK_123",
                           "example.com/Uppercase_Is_OK_123", "requests.storage-foo"}) {
    EXPECT_EQ(LabelKeyProblem(good), "") << good;
  }
  EXPECT_EQ(LabelKeyProblem(k63), "");
  EXPECT_EQ(LabelKeyProblem(std::string(253, 'a') + "/" + k63), "");
}

TEST(LabelKeyProblem, RefusesWhatTheApiServerRefuses) {
  for (const char* bad :
       {"nospecialchars%^=@", "cantendwithadash-", "-cantstartwithadash-", "only/one/slash",
        "Example.com/abc", "example_com/abc", "example.com/", "/simple", "", "a b", "UPPER/a"}) {
    EXPECT_THAT(LabelKeyProblem(bad), StartsWith("not a label key")) << bad;
  }
  EXPECT_THAT(LabelKeyProblem(k64), HasSubstr("more than 63"));
  EXPECT_NE(LabelKeyProblem(std::string(254, 'a') + "/abc"), "");
}

TEST(LabelValueProblem, MayBeEmptyAndHasNoSlash) {
  for (const char* good : {"", "a", "1234", "simple.with_all-3", "End1"}) {
    EXPECT_EQ(LabelValueProblem(good), "") << good;
  }
  EXPECT_EQ(LabelValueProblem(k63), "");
  for (const char* bad : {"-a", "a-", "a/b", "a b", ".", "nospecial%"}) {
    EXPECT_THAT(LabelValueProblem(bad), StartsWith("not a label value")) << bad;
  }
  EXPECT_THAT(LabelValueProblem(k64), HasSubstr("more than 63"));
}

TEST(AnnotationKeyProblem, AllowsCapitalsInThePrefix) {
  EXPECT_EQ(AnnotationKeyProblem("Example.org/a"), "");
  EXPECT_THAT(AnnotationKeyProblem("a b"), StartsWith("not an annotation key"));
}

TEST(PriorityClassProblem, ReservesSystemClasses) {
  EXPECT_EQ(PriorityClassProblem("tenure-long"), "");
  EXPECT_THAT(PriorityClassProblem("system-node-critical"), StartsWith("reserved"));
  EXPECT_EQ(PriorityClassProblem("systemd"), "");
}

TEST(EnvNameProblem, IsAVariable) {
  for (const char* good : {"A", "_a", "a.b", "A-1", ".a"})
    EXPECT_EQ(EnvNameProblem(good), "") << good;
  for (const char* bad : {"", "1A", "A=B", "A B", ".", "..", "..a", "ä"}) {
    EXPECT_NE(EnvNameProblem(bad), "") << bad;
  }
}

TEST(MountPathProblem, IsAbsoluteAndNoMoreThanAPath) {
  for (const char* good : {"/a", "/a/b", "/a..b", "/..a/x"})
    EXPECT_EQ(MountPathProblem(good), "") << good;
  for (const char* bad : {"", "a", "./a", "/", "//", "/a:b", "/a/../b", "/..", "/a/.."}) {
    EXPECT_NE(MountPathProblem(bad), "") << bad;
  }
}

TEST(EnvFieldPathProblem, IsAFieldThatAVariableMayHave) {
  for (const char* good : {"metadata.name", "metadata.uid", "spec.nodeName", "status.podIPs",
                           "metadata.labels['a/b']", "metadata.annotations['a']"}) {
    EXPECT_EQ(EnvFieldPathProblem(good), "") << good;
  }
  for (const char* bad : {"", "metadata.labels", "metadata.labels[a]", "metadata.labels['a b']",
                          "spec.containers", "metadata.annotations['']"}) {
    EXPECT_NE(EnvFieldPathProblem(bad), "") << bad;
  }
  EXPECT_THAT(EnvFieldPathProblem("spec.nodename"), HasSubstr("did you mean spec.nodeName?"));
}

TEST(CapabilityProblem, WantsTheNameWithoutItsPrefix) {
  EXPECT_EQ(CapabilityProblem("SYS_ADMIN"), "");
  EXPECT_EQ(CapabilityProblem("CHECKPOINT_RESTORE"), "");
  EXPECT_EQ(CapabilityProblem("CAP_SYS_ADMIN"), "not a capability; did you mean SYS_ADMIN?");
  EXPECT_EQ(CapabilityProblem("net_admin"), "not a capability; did you mean NET_ADMIN?");
  EXPECT_THAT(CapabilityProblem("ALL"), StartsWith("too much"));
  EXPECT_NE(CapabilityProblem(""), "");
}

}  // namespace
}  // namespace tenure
