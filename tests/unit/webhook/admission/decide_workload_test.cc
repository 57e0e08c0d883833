#include "webhook/admission/decide_workload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/decide.h"
#include "tests/support/pods.h"
#include "webhook/admission/messages.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

json TemplateOf(const json& annotations) {
  const json pod = test::Pod(annotations, {{"cpu", "1"}, {"memory", "1Gi"}});
  return {{"metadata", {{"annotations", pod["metadata"]["annotations"]}}}, {"spec", pod["spec"]}};
}

json Workload(const char* version, const char* kind, const json& spec) {
  return {{"apiVersion", version},
          {"kind", kind},
          {"metadata", {{"name", "assembly"}, {"namespace", "science"}}},
          {"spec", spec}};
}

json MakeJob(const json& annotations = {{"class", "long"}}) {
  return Workload("batch/v1", "Job", {{"template", TemplateOf(annotations)}});
}

// The warnings about an object that is written; `old`: it is an update.
std::vector<std::string> Warnings(const json& object, const json& old = nullptr) {
  const std::string group = object["apiVersion"].get<std::string>();
  const json review = {{"apiVersion", "admission.k8s.io/v1"},
                       {"kind", "AdmissionReview"},
                       {"request",
                        {{"uid", "1"},
                         {"kind",
                          {{"group", group.substr(0, group.find('/'))},
                           {"version", "v1"},
                           {"kind", object["kind"]}}},
                         {"namespace", "science"},
                         {"operation", old.is_null() ? "CREATE" : "UPDATE"},
                         {"object", object},
                         {"oldObject", old}}}};
  JsonDocument document;
  const std::string bytes = review.dump();
  auto decoded = DecodeReview(document, bytes);
  if (!decoded) throw std::runtime_error(decoded.error());
  decoded->request.phase = Phase::kValidate;
  const Decision decision = DecideWorkload(test::DefaultPolicy(), {}, *decoded);
  EXPECT_FALSE(decision.Refused()) << "a workload is never refused";
  return ValidateWarnings(decision);
}

TEST(Workload, IsToldWhatItsPodsWillBeRefusedFor) {
  EXPECT_THAT(Warnings(MakeJob({{"class", "lang"}})), Contains(StartsWith("unknown-class: ")));
  EXPECT_THAT(Warnings(Workload("apps/v1", "Deployment",
                                {{"template", TemplateOf({{"checkpoint", "native"}})}})),
              Contains(StartsWith("checkpoint-volume-lost: ")));
}

TEST(Workload, OfEachKindIsLookedInto) {
  const json pod = TemplateOf({{"class", "lang"}});
  const json jobs = {{"template", pod}};
  const std::vector<json> workloads = {
      Workload("apps/v1", "StatefulSet", {{"template", pod}}),
      Workload("batch/v1", "CronJob", {{"jobTemplate", {{"spec", jobs}}}}),
      Workload("jobset.x-k8s.io/v1alpha2", "JobSet",
               {{"replicatedJobs", {{{"name", "w"}, {"template", {{"spec", jobs}}}}}}}),
      Workload("argoproj.io/v1alpha1", "Workflow",
               {{"templates",
                 {{{"name", "a"},
                   {"metadata", pod["metadata"]},
                   {"container", pod["spec"]["containers"][0]}}}}})};
  for (const json& workload : workloads) {
    EXPECT_THAT(Warnings(workload), Contains(StartsWith("unknown-class: "))) << workload["kind"];
  }
}

// Both webhooks come one after the other: what the mutating one mends is no finding.
TEST(Workload, IsNotToldWhatWillBeMended) {
  for (const std::string& warning : Warnings(MakeJob())) {
    EXPECT_THAT(warning, Not(HasSubstr("protection-undone")));
    EXPECT_THAT(warning, Not(StartsWith("job-")));
  }
}

TEST(Workload, ThatWouldShareOneCheckpointIsTold) {
  const json native = {{"checkpoint", "native"}, {"checkpoint-claim", "c"}, {"checkpoint-id", "x"}};
  const auto deployment = [&](int replicas) {
    return Workload("apps/v1", "Deployment",
                    {{"replicas", replicas}, {"template", TemplateOf(native)}});
  };
  EXPECT_THAT(Warnings(deployment(3)), Contains(HasSubstr("3 pods would share one checkpoint")));
  EXPECT_THAT(Warnings(deployment(1)), Not(Contains(HasSubstr("would share"))));
  json job = MakeJob(native);
  job["spec"]["parallelism"] = 4;
  EXPECT_THAT(Warnings(job), Contains(HasSubstr("4 pods would share one checkpoint")));
  job["spec"]["completionMode"] = "Indexed";
  EXPECT_THAT(Warnings(job), Not(Contains(HasSubstr("would share"))));
}

TEST(Workload, ThatEndsItsPodsItselfIsTold) {
  json job = MakeJob({{"class", "long"}, {"expected-runtime", "12d"}});
  job["spec"]["activeDeadlineSeconds"] = 3600;
  job["spec"]["ttlSecondsAfterFinished"] = 60;
  EXPECT_THAT(Warnings(job), Contains(StartsWith("deadline-before-end: the Job's")));
  EXPECT_THAT(Warnings(job), Contains(StartsWith("job-forgotten-too-soon: ")));
}

TEST(Workload, ThatIsSuspendedWhileItRunsIsTold) {
  json suspended = MakeJob();
  suspended["spec"]["suspend"] = true;
  EXPECT_THAT(Warnings(suspended, MakeJob()), Contains(StartsWith("job-suspend-loses-work: ")));
  EXPECT_THAT(Warnings(suspended), Not(Contains(StartsWith("job-suspend-loses-work: "))));
}

// An update is not changed: what the Job still lacks is told.
TEST(Workload, ThatIsUpdatedIsToldWhatItLacks) {
  EXPECT_THAT(Warnings(MakeJob(), MakeJob()), Contains(StartsWith("job-replaces-too-early: ")));
}

TEST(Workload, OfAnotherWorkloadHasBeenToldAlready) {
  json job = MakeJob({{"class", "lang"}});
  job["metadata"]["ownerReferences"] = {{{"kind", "CronJob"}, {"controller", true}}};
  EXPECT_THAT(Warnings(job), IsEmpty());
}

TEST(Workload, ThatCannotBeReadIsNoObstacle) {
  EXPECT_THAT(Warnings(Workload("batch/v1", "Job", {{"template", 5}})), IsEmpty());
  EXPECT_THAT(Warnings(Workload("apps/v1", "Deployment", json::object())), IsEmpty());
  EXPECT_THAT(Warnings(Workload("v1", "ConfigMap", json::object())), IsEmpty());
}

}  // namespace
}  // namespace tenure
