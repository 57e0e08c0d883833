#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/engine/intent.h"
#include "policies/pod/pod.h"

namespace tenure {

// The name of the pod's folder on the claim. It survives the pod, and no other
// work meets it again: checkpoint-id; a StatefulSet pod's name; a Job's name,
// the first eight digits of its uid, and the completion index; a JobSet's
// Jobs' likewise, which outlive the Job; Argo's workflow and node without
// "(n)"; Airflow's dag, task, run and map index; Nextflow's run and task; a
// bare pod's name, where its user chose it. Null where nothing is stable.
//
// It is one path element of [A-Za-z0-9_.-], with the parts joined by ".".
[[nodiscard]] std::optional<std::string> CheckpointIdentity(const Pod& pod, const Intent& intent);

// One part: other characters become "_", and then a hash of the original
// follows, so that no two texts are the same part.
[[nodiscard]] std::string IdentityPart(std::string_view text);

}  // namespace tenure
