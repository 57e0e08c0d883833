#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace tenure {

// A JSON pointer into a pod as people say it: /spec/containers/0/resources/requests/memory
// is "main requests.memory", /metadata/annotations/tenure.dev~1class is
// "annotation tenure.dev/class".
[[nodiscard]] std::string FieldName(std::string_view pointer, const nlohmann::json& pod);

// A JSON text as people say it: strings without quotes, a toleration as
// mem-type=highmem:NoSchedule, a requirement as mem-type In [highmem].
[[nodiscard]] std::string FieldValue(std::string_view json_text);

}  // namespace tenure
