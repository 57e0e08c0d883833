#include <algorithm>
#include <array>

#include "policies/workload/controllers.h"
#include "policies/workload/json_access.h"
#include "policies/workload/workflow_parameters.h"

// Argo's pods: workflow/controller/workflowpod.go, createWorkflowPod. Its own
// init and wait containers come from the controller's configuration, and are
// left out.

namespace tenure {
namespace {

using nlohmann::json;

constexpr const char* kMain = "main";

// Of the pod spec, what a template may say, and where it does not the workflow.
struct Inherited {
  const char* in_template;
  const char* in_workflow;
  const char* in_pod;
};

constexpr std::array kInherited = {
    Inherited{"nodeSelector", "nodeSelector", "nodeSelector"},
    Inherited{"affinity", "affinity", "affinity"},
    Inherited{"tolerations", "tolerations", "tolerations"},
    Inherited{"schedulerName", "schedulerName", "schedulerName"},
    Inherited{"priorityClassName", "podPriorityClassName", "priorityClassName"},
    Inherited{"priority", "podPriority", "priority"},
    Inherited{"securityContext", "securityContext", "securityContext"},
    Inherited{"serviceAccountName", "serviceAccountName", "serviceAccountName"},
    Inherited{"hostNetwork", "hostNetwork", "hostNetwork"},
    Inherited{"imagePullSecrets", "imagePullSecrets", "imagePullSecrets"},
};

// A workflow, or the spec of one inside a CronWorkflow.
struct Workflow {
  Controller controller;
  json name_space;
  const json& spec;
  std::string spec_path;
};

// The emissary wraps every command, so that it can wait for its inputs.
void WrapInEmissary(json& container) {
  const json* command = FindMember(container, "command");
  if (command == nullptr || !command->is_array() || command->empty()) return;
  json wrapped = json::array({"/var/run/argo/argoexec", "emissary", "--"});
  wrapped.insert(wrapped.end(), command->begin(), command->end());
  container["command"] = std::move(wrapped);
}

json Script(const json& script) {
  json container = script;
  container.erase("source");
  container["args"] = json::array({"/argo/staging/script"});
  return container;
}

// The containers of a template that runs a pod of its own; of others none.
json MainContainers(const json& from) {
  if (const json* container = FindMember(from, "container")) return json::array({*container});
  if (const json* script = FindMember(from, "script")) return json::array({Script(*script)});
  const json* several = FindAt(from, "/containerSet/containers");
  return several != nullptr && several->is_array() ? *several : json::array();
}

json ContainersOf(const json& from) {
  json containers = MainContainers(from);
  if (containers.empty()) return containers;
  if (const json* sidecars = FindMember(from, "sidecars"); sidecars && sidecars->is_array()) {
    containers.insert(containers.end(), sidecars->begin(), sidecars->end());
  }
  for (json& container : containers) {
    if (!container.is_object()) continue;
    if (TextMember(container, "name").empty()) container["name"] = kMain;
    WrapInEmissary(container);
  }
  return containers;
}

// The workflow's deadline counts from its start, so a pod gets at most that.
void SetDeadline(json& spec, const json& from, const json& workflow) {
  for (const json* owner : {&from, &workflow}) {
    const json* seconds = FindMember(*owner, "activeDeadlineSeconds");
    if (seconds == nullptr || !seconds->is_number_integer()) continue;
    json& deadline = spec["activeDeadlineSeconds"];
    if (deadline.is_null() || *seconds < deadline) deadline = *seconds;
  }
}

void AppendVolumes(json& spec, const json* volumes) {
  if (volumes == nullptr || !volumes->is_array()) return;
  json& all = spec["volumes"];
  if (all.is_null()) all = json::array();
  all.insert(all.end(), volumes->begin(), volumes->end());
}

json SpecOf(const Workflow& workflow, const json& from, json containers) {
  json spec = {{"restartPolicy", "Never"}, {"containers", std::move(containers)}};
  if (const json* init = FindMember(from, "initContainers")) spec["initContainers"] = *init;
  for (const Inherited& field : kInherited) {
    const json* value = FindMember(from, field.in_template);
    if (value == nullptr) value = FindMember(workflow.spec, field.in_workflow);
    if (value != nullptr) spec[field.in_pod] = *value;
  }
  SetDeadline(spec, from, workflow.spec);
  AppendVolumes(spec, FindMember(from, "volumes"));
  AppendVolumes(spec, FindMember(workflow.spec, "volumes"));
  return spec;
}

void MergeMetadata(json& metadata, const json* from) {
  for (const char* map : {"labels", "annotations"}) {
    const json* entries = from == nullptr ? nullptr : FindMember(*from, map);
    if (entries != nullptr && entries->is_object()) metadata[map].update(*entries);
  }
}

json MetadataOf(const Workflow& workflow, const json& from, const std::string& name) {
  const Controller& owner = workflow.controller;
  json metadata = {{"name", owner.name + '-' + name + "-0"},
                   {"labels",
                    {{"workflows.argoproj.io/workflow", owner.name},
                     {"workflows.argoproj.io/completed", "false"}}},
                   {"annotations",
                    {{"workflows.argoproj.io/node-name", owner.name + '.' + name},
                     {"kubectl.kubernetes.io/default-container", kMain}}},
                   {"ownerReferences", json::array({{{"apiVersion", owner.api_version},
                                                     {"kind", "Workflow"},
                                                     {"name", owner.name},
                                                     {"uid", owner.uid},
                                                     {"controller", true},
                                                     {"blockOwnerDeletion", true}}})}};
  if (!workflow.name_space.is_null()) metadata["namespace"] = workflow.name_space;
  MergeMetadata(metadata, FindMember(workflow.spec, "podMetadata"));
  MergeMetadata(metadata, FindMember(from, "metadata"));
  return metadata;
}

WorkflowParameters ParametersOf(const Workflow& workflow, const json& from) {
  WorkflowParameters known;
  known["workflow.name"] = workflow.controller.name;
  AddParameters(known, "workflow.parameters.", FindAt(workflow.spec, "/arguments/parameters"));
  AddParameters(known, "inputs.parameters.", FindAt(from, "/inputs/parameters"));
  return known;
}

std::vector<std::string> CaveatsOf(const Workflow& workflow, const json& from) {
  const bool patched = FindMember(from, "podSpecPatch") != nullptr ||
                       FindMember(workflow.spec, "podSpecPatch") != nullptr;
  return patched ? std::vector<std::string>{"podSpecPatch is not applied"}
                 : std::vector<std::string>{};
}

WorkloadPod PodOf(const Workflow& workflow, const json& from, const std::string& path,
                  json containers) {
  const std::string name = TextMember(from, "name");
  json pod = {{"apiVersion", "v1"},
              {"kind", "Pod"},
              {"metadata", MetadataOf(workflow, from, name)},
              {"spec", SpecOf(workflow, from, std::move(containers))}};
  const WorkflowParameters known = ParametersOf(workflow, from);
  // Twice, because the defaults of a template's inputs may name the workflow's.
  Substitute(pod, known);
  Substitute(pod, known);
  std::string unknown = FindUnknown(pod);
  return {.pod = std::move(pod),
          .template_path = path,
          .part = name,
          .undecidable = std::move(unknown),
          .caveats = CaveatsOf(workflow, from)};
}

// A template over spec.templateDefaults.
json Completed(const json& from, const json& workflow_spec) {
  const json* defaults = FindMember(workflow_spec, "templateDefaults");
  if (defaults == nullptr || !defaults->is_object()) return from;
  json completed = *defaults;
  completed.merge_patch(from);
  return completed;
}

WorkloadPods PodsOfSpec(const Workflow& workflow) {
  const json* templates = FindMember(workflow.spec, "templates");
  if (templates == nullptr) return std::vector<WorkloadPod>();
  if (!templates->is_array()) {
    return tl::unexpected(FieldPath(workflow.spec_path) + ".templates must be an array");
  }
  std::vector<WorkloadPod> pods;
  for (std::size_t i = 0; i < templates->size(); ++i) {
    const std::string path = workflow.spec_path + "/templates/" + std::to_string(i);
    if (!(*templates)[i].is_object()) {
      return tl::unexpected(FieldPath(path) + " must be an object");
    }
    const json completed = Completed((*templates)[i], workflow.spec);
    json containers = ContainersOf(completed);
    if (containers.empty()) continue;  // steps, a dag, suspend, ...
    pods.push_back(PodOf(workflow, completed, path, std::move(containers)));
  }
  return pods;
}

WorkloadPods PodsAt(const json& object, const std::string& spec_path, const std::string& name) {
  const json* spec = FindAt(object, spec_path);
  if (spec == nullptr || !spec->is_object()) {
    return tl::unexpected(FieldPath(spec_path) + " must be an object");
  }
  const json* name_space = FindAt(object, "/metadata/namespace");
  Controller controller = ControllerOf(object);
  controller.name = name;
  return PodsOfSpec(
      {std::move(controller), name_space == nullptr ? json() : *name_space, *spec, spec_path});
}

}  // namespace

WorkloadPods PodsOfWorkflow(const json& workflow) {
  return PodsAt(workflow, "/spec", ControllerOf(workflow).name);
}

WorkloadPods PodsOfCronWorkflow(const json& cron_workflow) {
  return PodsAt(cron_workflow, "/spec/workflowSpec", ControllerOf(cron_workflow).name + "-0");
}

}  // namespace tenure
