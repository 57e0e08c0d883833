#pragma once

#include "policies/pod/job.h"
#include "policies/pod/json_reader.h"

namespace tenure {

[[nodiscard]] Job DecodeJob(JsonReader& reader, JsonReader::Value object, const JsonPath& at);

}  // namespace tenure
