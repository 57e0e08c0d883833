#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace tenure {

// Values of {{NAME}} in an Argo template: "workflow.name", "inputs.parameters.memory".
using WorkflowParameters = std::map<std::string, std::string, std::less<>>;

// Adds the values that `parameters` ([{name, value, default}]) give, as PREFIX + name.
void AddParameters(WorkflowParameters& known, const std::string& prefix,
                   const nlohmann::json* parameters);

// Replaces {{NAME}} in every string of `value` where the name is known.
void Substitute(nlohmann::json& value, const WorkflowParameters& known);

// The first value of the pod that is still a {{...}} where decisions rest on it
// (resources, annotations): it comes when the workflow runs. A phrase; else empty.
[[nodiscard]] std::string FindUnknown(const nlohmann::json& pod);

}  // namespace tenure
