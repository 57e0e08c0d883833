#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace tenure {

// The owner of a pod: metav1.OwnerReference with controller: true.
struct Controller {
  std::string api_version;
  std::string kind;
  std::string name;
  std::string uid;
};

// What stands for a uid that the API server has still to give.
inline constexpr std::string_view kUidToCome = "00000000-0000-0000-0000-000000000000";

// `object` as the controller of its pods. A name that is to be generated gets
// five zeros for its random suffix.
[[nodiscard]] Controller ControllerOf(const nlohmann::json& object);

// The pod that `controller` makes from the v1.PodTemplateSpec at `template_path`
// in `workload`: labels, annotations, finalizers and spec of the template,
// generateName "NAME-" and a reference to the controller
// (pkg/controller/controller_utils.go, GetPodFromTemplate). The template must
// have passed TemplateProblem.
[[nodiscard]] nlohmann::json PodFromTemplate(const nlohmann::json& workload,
                                             const std::string& template_path,
                                             const Controller& controller);

// What keeps a pod from being made from it: "spec.template is missing".
[[nodiscard]] std::optional<std::string> TemplateProblem(const nlohmann::json& workload,
                                                         const std::string& template_path);

// "/spec/template/metadata" is spec.template.metadata.
[[nodiscard]] std::string FieldPath(std::string_view pointer);

}  // namespace tenure
