#pragma once

#include "policies/pod/json_reader.h"
#include "policies/pod/pod.h"

namespace tenure {

// Reads the fields of a core/v1 Pod that decisions need; others are passed
// over. What is wrong with it is left in `reader`.
[[nodiscard]] Pod DecodePod(JsonReader& reader, JsonReader::Value object, const JsonPath& at);

// The same for the metadata of any object.
[[nodiscard]] Metadata DecodeMetadata(JsonReader& reader, JsonReader::Value object,
                                      const JsonPath& at);

}  // namespace tenure
