#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policies/engine/checkpoint/command_line.h"
#include "policies/engine/checkpoint/outfit.h"
#include "policies/engine/checkpoint/volume.h"
#include "policies/engine/subject.h"
#include "policies/language/policy.h"

namespace tenure {

// How one pod is to be checkpointed, and what it lacks for that. The same for
// the pod as it came and as it is after our changes.
struct CheckpointPlan {
  const Strategy* strategy = nullptr;   // null: it is not
  std::optional<std::string> identity;  // null: nothing about the pod is stable
  CheckpointVolume volume;
  std::optional<CommandLine> command;  // null: nobody knows it; asked only of strategies that wrap
  std::string hash;                    // <hash>
  std::string dir;                     // <dir>
  Outfit outfit;
  std::string_view beyond;        // what the server's ceiling has not; empty: nothing
  bool lacks_privileges = false;  // of the namespace

  // Whether the pod may and can be given what it needs. What cannot be done
  // whole is not begun, whatever the levels of the rules are.
  [[nodiscard]] bool IsFeasible() const;
  [[nodiscard]] bool LacksIdentity() const;
  [[nodiscard]] bool LacksCommand() const;
};

[[nodiscard]] CheckpointPlan PlanCheckpoint(const Policy& policy, const Subject& subject,
                                            const ClassPolicy* of_class);

// Of the annotation, or for a pod that names a claim that of the class; null:
// none, or one that the policy does not have.
[[nodiscard]] const Strategy* ChosenStrategy(const Policy& policy, const Intent& intent,
                                             const ClassPolicy* of_class);

}  // namespace tenure
