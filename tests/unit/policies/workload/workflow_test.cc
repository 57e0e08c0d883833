#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/workload/pods.h"

namespace tenure {
namespace {

using nlohmann::json;
using testing::ElementsAre;

json Workflow(const json& templates) {
  return {{"apiVersion", "argoproj.io/v1alpha1"},
          {"kind", "Workflow"},
          {"metadata", {{"name", "metagenome"}, {"namespace", "science"}, {"uid", "u-1"}}},
          {"spec", {{"templates", templates}}}};
}

json Template(const json& more = json::object()) {
  json from = {{"name", "assemble"},
               {"container", {{"image", "megahit:1"}, {"command", json::array({"megahit"})}}}};
  from.update(more);
  return from;
}

TEST(Workflow, RunsAPodForATemplateWithAContainer) {
  const WorkloadPod only = OnlyPodOf(Workflow(json::array({Template()})));
  EXPECT_EQ(only.part, "assemble");
  EXPECT_EQ(only.template_path, "/spec/templates/0");
  EXPECT_EQ(only.pod, json::parse(R"({
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {
      "name": "metagenome-assemble-0",
      "namespace": "science",
      "labels": {
        "workflows.argoproj.io/workflow": "metagenome",
        "workflows.argoproj.io/completed": "false"
      },
      "annotations": {
        "workflows.argoproj.io/node-name": "metagenome.assemble",
        "kubectl.kubernetes.io/default-container": "main"
      },
      "ownerReferences": [{
        "apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "name": "metagenome",
        "uid": "u-1", "controller": true, "blockOwnerDeletion": true
      }]
    },
    "spec": {
      "restartPolicy": "Never",
      "containers": [{
        "name": "main", "image": "megahit:1",
        "command": ["/var/run/argo/argoexec", "emissary", "--", "megahit"]
      }]
    }
  })"));
}

TEST(Workflow, RunsNoPodForStepsDagsAndSuspensions) {
  const auto pods = PodsOf(Workflow(json::array(
      {{{"name", "a"}, {"dag", json::object()}}, {{"name", "b"}, {"suspend", json::object()}}})));
  ASSERT_TRUE(pods) << pods.error();
  EXPECT_TRUE(pods->empty());
}

TEST(Workflow, RunsAScriptFromAFile) {
  const json script = {
      {"name", "report"},
      {"script",
       {{"image", "python:3"}, {"command", json::array({"python"})}, {"source", "print()"}}}};
  const json container = OnlyPodOf(Workflow(json::array({script}))).pod["spec"]["containers"][0];
  EXPECT_EQ(container["args"], json::array({"/argo/staging/script"}));
  EXPECT_FALSE(container.contains("source"));
}

TEST(Workflow, RunsAContainerSetWithItsSidecarsInOnePod) {
  const json set = json::parse(R"({
    "name": "index",
    "containerSet": {"containers": [{"name": "fetch"}, {"name": "main"}]},
    "sidecars": [{"name": "monitor"}]
  })");
  const json pod = OnlyPodOf(Workflow(json::array({set}))).pod;
  std::vector<std::string> names;
  for (const json& container : pod["spec"]["containers"]) {
    names.push_back(container["name"]);
  }
  EXPECT_THAT(names, ElementsAre("fetch", "main", "monitor"));
}

TEST(Workflow, GivesWhatTheTemplateDoesNotSay) {
  json workflow = Workflow(json::array({Template({{"nodeSelector", {{"pool", "highmem"}}}})}));
  workflow["spec"]["nodeSelector"] = {{"pool", "batch"}};
  workflow["spec"]["podPriorityClassName"] = "batch";
  workflow["spec"]["serviceAccountName"] = "workflow";
  const json spec = OnlyPodOf(workflow).pod["spec"];
  EXPECT_EQ(spec["nodeSelector"], json({{"pool", "highmem"}}));
  EXPECT_EQ(spec["priorityClassName"], "batch");
  EXPECT_EQ(spec["serviceAccountName"], "workflow");
}

TEST(Workflow, MetadataOfTheTemplateWinsOverThatOfThePods) {
  json workflow = Workflow(
      json::array({Template({{"metadata", {{"annotations", {{"tenure.dev/class", "long"}}}}}})}));
  workflow["spec"]["podMetadata"] = {{"labels", {{"team", "t"}}},
                                     {"annotations", {{"tenure.dev/class", "short"}}}};
  const json metadata = OnlyPodOf(workflow).pod["metadata"];
  EXPECT_EQ(metadata["annotations"]["tenure.dev/class"], "long");
  EXPECT_EQ(metadata["labels"]["team"], "t");
}

TEST(Workflow, DefaultsOfTemplatesAreUnderThem) {
  json workflow = Workflow(json::array({Template({{"activeDeadlineSeconds", 60}})}));
  workflow["spec"]["templateDefaults"] = {{"activeDeadlineSeconds", 30},
                                          {"nodeSelector", {{"pool", "a"}}}};
  const json spec = OnlyPodOf(workflow).pod["spec"];
  EXPECT_EQ(spec["activeDeadlineSeconds"], 60);
  EXPECT_EQ(spec["nodeSelector"]["pool"], "a");
}

TEST(Workflow, TheEarlierOfTwoDeadlinesCounts) {
  json workflow = Workflow(json::array({Template({{"activeDeadlineSeconds", 7200}})}));
  workflow["spec"]["activeDeadlineSeconds"] = 3600;
  EXPECT_EQ(OnlyPodOf(workflow).pod["spec"]["activeDeadlineSeconds"], 3600);
  workflow["spec"]["activeDeadlineSeconds"] = 9000;
  EXPECT_EQ(OnlyPodOf(workflow).pod["spec"]["activeDeadlineSeconds"], 7200);
}

TEST(Workflow, ParametersWithAValueAreFilledIn) {
  json workflow = Workflow(json::array(
      {Template({{"inputs", {{"parameters", json::array({{{"name", "gi"}, {"default", 900}}})}}},
                 {"metadata",
                  {{"annotations",
                    {{"memory", "{{inputs.parameters.gi}}Gi"},
                     {"runtime", "{{ workflow.parameters.days }}d"},
                     {"name", "{{workflow.name}}"}}}}}})}));
  workflow["spec"]["arguments"]["parameters"] = json::array({{{"name", "days"}, {"value", "12"}}});
  const json annotations = OnlyPodOf(workflow).pod["metadata"]["annotations"];
  EXPECT_EQ(annotations["memory"], "900Gi");
  EXPECT_EQ(annotations["runtime"], "12d");
  EXPECT_EQ(annotations["name"], "metagenome");
}

TEST(Workflow, WithoutAValueItCannotBeDecidedAndSaysWhy) {
  json from = Template();
  from["container"]["resources"]["requests"]["memory"] = "{{inputs.parameters.gi}}Gi";
  const WorkloadPod only = OnlyPodOf(Workflow(json::array({from})));
  EXPECT_EQ(
      only.undecidable,
      "main requests memory is {{inputs.parameters.gi}}Gi, known only when the workflow runs");
}

TEST(Workflow, ArgumentsOfTheProgramMayStayUnknown) {
  json from = Template();
  from["container"]["args"] = json::array({"{{inputs.parameters.reads}}"});
  EXPECT_EQ(OnlyPodOf(Workflow(json::array({from}))).undecidable, "");
}

TEST(Workflow, SaysThatItDoesNotApplyAPodSpecPatch) {
  const json from = Template({{"podSpecPatch", "{}"}});
  EXPECT_THAT(OnlyPodOf(Workflow(json::array({from}))).caveats,
              ElementsAre("podSpecPatch is not applied"));
}

TEST(CronWorkflow, HasItsWorkflowInside) {
  json cron = Workflow(json::array());
  cron["kind"] = "CronWorkflow";
  cron["spec"] = {{"workflowSpec", {{"templates", json::array({Template()})}}}};
  const WorkloadPod only = OnlyPodOf(cron);
  EXPECT_EQ(only.template_path, "/spec/workflowSpec/templates/0");
  EXPECT_EQ(only.pod["metadata"]["ownerReferences"][0]["kind"], "Workflow");
  EXPECT_EQ(only.pod["metadata"]["ownerReferences"][0]["name"], "metagenome-0");
}

TEST(Workflow, TellsWhatIsWrong) {
  EXPECT_EQ(ProblemOf(Workflow(3)), "spec.templates must be an array");
  EXPECT_EQ(ProblemOf(Workflow(json::array({"a"}))), "spec.templates.0 must be an object");
  json without = Workflow(json::array());
  without["spec"].erase("templates");
  without["spec"]["workflowTemplateRef"] = {{"name", "other"}};
  EXPECT_EQ(ProblemOf(without), "none") << "its templates are another object's";
}

}  // namespace
}  // namespace tenure
