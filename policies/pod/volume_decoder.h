#pragma once

#include "policies/pod/json_reader.h"
#include "policies/pod/pod.h"

namespace tenure {

// A core/v1 Volume.
[[nodiscard]] Volume DecodeVolume(JsonReader& reader, JsonReader::Value object, const JsonPath& at);

}  // namespace tenure
