#pragma once

#include "policies/pod/affinity.h"
#include "policies/pod/json_reader.h"

namespace tenure {

[[nodiscard]] Affinity DecodeAffinity(JsonReader& reader, JsonReader::Value object,
                                      const JsonPath& at);

}  // namespace tenure
