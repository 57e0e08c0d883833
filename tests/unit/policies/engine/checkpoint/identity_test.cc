#include "policies/engine/checkpoint/identity.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/support/decide.h"
#include "tests/support/pods.h"

namespace tenure {
namespace {

using nlohmann::json;

std::string IdentityOf(const json& pod) {
  const test::PodRequest request(pod);
  const Pod& decoded = request.request().pod;
  return CheckpointIdentity(decoded, ReadIntent(decoded)).value_or("none");
}

json Owned(const char* version, const char* kind, const char* name) {
  json pod = test::Pod();
  pod["metadata"].erase("name");
  pod["metadata"]["generateName"] = std::string(name) + '-';
  pod["metadata"]["ownerReferences"] = json::array({{{"apiVersion", version},
                                                     {"kind", kind},
                                                     {"name", name},
                                                     {"uid", "0a1b2c3d-4e5f-6789"},
                                                     {"controller", true}}});
  return pod;
}

TEST(CheckpointIdentity, OfABarePodIsTheNameThatItsUserChose) {
  EXPECT_EQ(IdentityOf(test::Pod()), "assembly");
}

// The API server puts a name into such a pod before it asks the validating webhook.
TEST(CheckpointIdentity, OfAGeneratedNameIsNone) {
  json pod = test::Pod();
  pod["metadata"]["generateName"] = "assembly-";
  EXPECT_EQ(IdentityOf(pod), "none");
  pod["metadata"]["name"] = "assembly-x7k2p";
  EXPECT_EQ(IdentityOf(pod), "none");
}

TEST(CheckpointIdentity, OfADeploymentsPodIsNone) {
  json pod = Owned("apps/v1", "ReplicaSet", "web-7d9f");
  EXPECT_EQ(IdentityOf(pod), "none");
  pod["metadata"]["name"] = "web-7d9f-abcde";
  EXPECT_EQ(IdentityOf(pod), "none");
}

TEST(CheckpointIdentity, OfAStatefulSetsPodIsItsName) {
  json pod = Owned("apps/v1", "StatefulSet", "db");
  pod["metadata"].erase("generateName");
  pod["metadata"]["name"] = "db-0";
  EXPECT_EQ(IdentityOf(pod), "db-0");
}

// A Job of the same name, made anew, is other work.
TEST(CheckpointIdentity, OfAJobsPodHasItsNameAndUid) {
  EXPECT_EQ(IdentityOf(Owned("batch/v1", "Job", "assembly")), "assembly.0a1b2c3d");
}

TEST(CheckpointIdentity, OfAnIndexedJobsPodHasItsIndex) {
  json pod = Owned("batch/v1", "Job", "sweep");
  pod["metadata"]["annotations"]["batch.kubernetes.io/job-completion-index"] = "7";
  EXPECT_EQ(IdentityOf(pod), "sweep.0a1b2c3d.7");
  pod["metadata"]["annotations"]["tenure.dev/checkpoint-id"] = "old-sweep";
  EXPECT_EQ(IdentityOf(pod), "old-sweep.7") << "one annotation is on all of them";
}

// JobSet makes its Jobs anew when it restarts.
TEST(CheckpointIdentity, OfAJobSetsPodOutlivesItsJob) {
  json pod = Owned("batch/v1", "Job", "train-worker-1");
  pod["metadata"]["labels"] = {{"jobset.sigs.k8s.io/jobset-name", "train"},
                               {"jobset.sigs.k8s.io/jobset-uid", "99887766-5544"},
                               {"jobset.sigs.k8s.io/replicatedjob-name", "worker"},
                               {"jobset.sigs.k8s.io/job-index", "1"}};
  pod["metadata"]["annotations"]["batch.kubernetes.io/job-completion-index"] = "3";
  EXPECT_EQ(IdentityOf(pod), "train.99887766.worker.1.3");
}

TEST(CheckpointIdentity, OfArgosNodeIsTheSameInEachAttempt) {
  json pod = Owned("argoproj.io/v1alpha1", "Workflow", "wf");
  pod["metadata"]["labels"]["workflows.argoproj.io/workflow"] = "wf";
  json& node = pod["metadata"]["annotations"]["workflows.argoproj.io/node-name"];
  node = "wf.assemble";
  const std::string without_retries = IdentityOf(pod);
  node = "wf.assemble(0)";
  EXPECT_EQ(IdentityOf(pod), without_retries);
  node = "wf.assemble(12)";
  EXPECT_EQ(IdentityOf(pod), without_retries);
  node = "wf.assemble(0:sample1)";  // of a withItems loop: other work
  EXPECT_NE(IdentityOf(pod), without_retries);
}

TEST(CheckpointIdentity, OfAirflowHasDagTaskRunAndMapIndex) {
  json pod = test::Pod();
  pod["metadata"]["labels"] = {{"dag_id", "mag"},
                               {"task_id", "assemble"},
                               {"run_id", "manual_2026"},
                               {"map_index", "4"},
                               {"try_number", "2"}};
  EXPECT_EQ(IdentityOf(pod), "mag.assemble.manual_2026.4");
}

TEST(CheckpointIdentity, OfNextflowHasRunAndTask) {
  json pod = test::Pod();
  pod["metadata"]["labels"] = {{"nextflow.io/runName", "happy_curie"},
                               {"nextflow.io/taskName", "MEGAHIT_s1"}};
  EXPECT_EQ(IdentityOf(pod), "happy_curie.MEGAHIT_s1");
}

TEST(CheckpointIdentity, IsWhatTheUserSays) {
  json pod = test::Pod({{"checkpoint-id", "soil-2026"}});
  EXPECT_EQ(IdentityOf(pod), "soil-2026");
  pod["metadata"]["generateName"] = "assembly-";
  EXPECT_EQ(IdentityOf(pod), "soil-2026");
}

// A default instead of what the user meant would be a guess.
TEST(CheckpointIdentity, IsNoneWhereTheUsersCannotBeRead) {
  EXPECT_EQ(IdentityOf(test::Pod({{"checkpoint-id", ""}})), "none");
}

TEST(IdentityPart, KeepsWhatAFileNameMayHave) { EXPECT_EQ(IdentityPart("aZ09_-"), "aZ09_-"); }

TEST(IdentityPart, NeverBringsTwoTextsTogether) {
  const std::set<std::string> parts = {IdentityPart("a/b"), IdentityPart("a_b"),
                                       IdentityPart("a.b"), IdentityPart("a b"),
                                       IdentityPart("..")};
  EXPECT_EQ(parts.size(), 5U);
  for (const std::string& part : parts) {
    EXPECT_EQ(part.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos)
        << part;
  }
}

TEST(CheckpointIdentity, FitsIntoAFileName) {
  const std::string one = IdentityOf(test::Pod({{"checkpoint-id", std::string(5000, 'a')}}));
  const std::string other =
      IdentityOf(test::Pod({{"checkpoint-id", std::string(5000, 'a') + 'b'}}));
  EXPECT_LE(one.size(), 240U);
  EXPECT_NE(one, other);
}

}  // namespace
}  // namespace tenure
