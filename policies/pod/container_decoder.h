#pragma once

#include <vector>

#include "policies/pod/json_reader.h"
#include "policies/pod/pod.h"

namespace tenure {

// What a container gets besides its program: variables, mounts, privileges.
[[nodiscard]] std::vector<EnvVar> DecodeEnvironment(JsonReader& reader, JsonReader::Value array,
                                                    const JsonPath& at);
[[nodiscard]] std::vector<VolumeMount> DecodeVolumeMounts(JsonReader& reader,
                                                          JsonReader::Value array,
                                                          const JsonPath& at);
// Of a container, or of the pod.
[[nodiscard]] SecurityContext DecodeSecurityContext(JsonReader& reader, JsonReader::Value object,
                                                    const JsonPath& at);

}  // namespace tenure
