#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tenure {

// Values of {{NAME}} in an Argo template: "workflow.name", "inputs.parameters.memory".
using WorkflowParameters = std::map<std::string, std::string, std::less<>>;

// Adds the values that `parameters` ([{name, value, default}]) give, as PREFIX + name.
void AddParameters(WorkflowParameters& known, const std::string& prefix,
                   const nlohmann::json* parameters);

// Replaces {{NAME}} in every string of `value` where the name is known.
void Substitute(nlohmann::json& value, const WorkflowParameters& known);

// Takes out of a pod what is still a {{...}} where decisions would read it as
// a mistake of the user's (labels, annotations, resources): its value comes
// when the workflow runs. Returns a phrase for each.
[[nodiscard]] std::vector<std::string> TakeOutUnknown(nlohmann::json& pod);

}  // namespace tenure
