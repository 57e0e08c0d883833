#pragma once

#include <optional>
#include <span>

#include "policies/engine/checkpoint/plan.h"
#include "policies/engine/classify.h"
#include "policies/engine/draft.h"
#include "policies/engine/subject.h"
#include "policies/language/policy.h"

namespace tenure {

// What a protection works with.
struct Care {
  const Policy& policy;
  const Subject& subject;
  const Classification& classification;
  const CheckpointPlan& checkpoint;

  // Not asked where there is none.
  [[nodiscard]] const ClassPolicy& of_class() const { return *classification.chosen; }
};

// Each makes the draft as the class wants it, and leaves what is right or
// stronger already.
void ProtectIdentity(const Care& care, Draft& draft);
void ProtectPriority(const Care& care, Draft& draft);
void ProtectResources(const Care& care, Draft& draft);
void ProtectPlacement(const Care& care, Draft& draft);
void ProtectDisruption(const Care& care, Draft& draft);
// Also for a pod of no class, if it asks for it.
void ProtectCheckpoint(const Care& care, Draft& draft);

// The annotation tenure.dev/decision.
void RecordDecision(const Care& care, Draft& draft);

}  // namespace tenure
