#include "policies/workload/pod_template.h"

#include <algorithm>
#include <array>

#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::array kObjectsInTemplate = {"/metadata", "/metadata/labels", "/metadata/annotations",
                                           "/spec"};
constexpr std::array kCopiedMetadata = {"labels", "annotations", "finalizers"};

json OwnerReference(const Controller& controller) {
  return {{"apiVersion", controller.api_version},
          {"kind", controller.kind},
          {"name", controller.name},
          {"uid", controller.uid},
          {"controller", true},
          {"blockOwnerDeletion", true}};
}

std::string NameOf(const json& metadata) {
  std::string name = TextMember(metadata, "name");
  if (!name.empty()) return name;
  const std::string prefix = TextMember(metadata, "generateName");
  return prefix.empty() ? std::string() : prefix + "00000";
}

}  // namespace

Controller ControllerOf(const json& object) {
  static const json none = json::object();
  const json* found = FindMember(object, "metadata");
  const json& metadata = found == nullptr ? none : *found;
  const std::string uid = TextMember(metadata, "uid");
  return {TextMember(object, "apiVersion"), TextMember(object, "kind"), NameOf(metadata),
          uid.empty() ? std::string(kUidToCome) : uid};
}

json PodFromTemplate(const json& workload, const std::string& template_path,
                     const Controller& controller) {
  const json& pod_template = *FindAt(workload, template_path);
  json metadata = json::object();
  if (const json* from = FindMember(pod_template, "metadata")) {
    for (const char* key : kCopiedMetadata) {
      if (const json* value = FindMember(*from, key)) metadata[key] = *value;
    }
  }
  metadata["generateName"] = controller.name + '-';
  if (const json* name_space = FindAt(workload, "/metadata/namespace")) {
    metadata["namespace"] = *name_space;
  }
  metadata["ownerReferences"] = json::array({OwnerReference(controller)});
  const json* spec = FindMember(pod_template, "spec");
  return {{"apiVersion", "v1"},
          {"kind", "Pod"},
          {"metadata", std::move(metadata)},
          {"spec", spec == nullptr ? json::object() : *spec}};
}

std::optional<std::string> TemplateProblem(const json& workload, const std::string& template_path) {
  const json* pod_template = FindAt(workload, template_path);
  if (pod_template == nullptr) return FieldPath(template_path) + " is missing";
  if (!pod_template->is_object()) return FieldPath(template_path) + " must be an object";
  for (const char* part : kObjectsInTemplate) {
    const json* value = FindAt(*pod_template, part);
    if (value != nullptr && !value->is_object()) {
      return FieldPath(template_path + part) + " must be an object";
    }
  }
  return std::nullopt;
}

std::string FieldPath(std::string_view pointer) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  std::string path(pointer);
  std::ranges::replace(path, '/', '.');
  return path;
}

}  // namespace tenure
