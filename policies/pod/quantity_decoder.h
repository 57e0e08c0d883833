#pragma once

#include "policies/pod/json_reader.h"
#include "policies/pod/quantity.h"

namespace tenure {

// An amount is a string; a bare number is one too (resource.Quantity's
// UnmarshalJSON), though an API server never sends one.
[[nodiscard]] Quantity DecodeQuantity(JsonReader& reader, JsonReader::Value value,
                                      const JsonPath& at);

}  // namespace tenure
