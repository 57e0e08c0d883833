#include "policies/engine/edit_grace_period.h"
#include "policies/engine/edit_metadata.h"
#include "policies/engine/edit_tolerations.h"
#include "policies/engine/node_loss.h"
#include "policies/engine/protect/protect.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

std::string_view Json(TextArena& texts, const Toleration& toleration) {
  return texts.Join({R"({"key":")", toleration.key,
                     R"(","operator":"Exists","effect":"NoExecute","tolerationSeconds":)",
                     texts.JsonNumber(*toleration.seconds), "}"});
}

void TolerateNodeLoss(Draft& draft, std::string_view taint, std::int64_t seconds) {
  const auto index = FirstTolerationOf(draft.pod().spec.tolerations, taint);
  if (!index) {
    const Toleration toleration{taint, "Exists", {}, "NoExecute", seconds};
    return AddToleration(draft, Protection::kDisruption, toleration,
                         Json(draft.texts(), toleration));
  }
  // Any other number is the user's own.
  const auto current = (*draft.pod().spec.tolerations)[*index].seconds;
  if (current != kDefaultedTolerationSeconds || seconds <= kDefaultedTolerationSeconds) return;
  SetTolerationSeconds(draft, Protection::kDisruption, *index, seconds);
}

}  // namespace

void ProtectDisruption(const Care& care, Draft& draft) {
  const Disruption& wanted = care.of_class().disruption;
  if (wanted.evictions == Evictions::kDeny) {
    SetLabel(draft, Protection::kDisruption, names::kEvictable, "false");
  }
  for (const auto& [key, value] : wanted.annotations) {
    SetAnnotation(draft, Protection::kDisruption, key, value);
  }
  if (wanted.tolerate_node_loss) {
    for (const std::string_view taint : kNodeLossTaints) {
      TolerateNodeLoss(draft, taint, wanted.tolerate_node_loss->seconds());
    }
  }
  if (wanted.grace_period) {
    GiveGracePeriod(draft, Protection::kDisruption, wanted.grace_period->seconds());
  }
}

}  // namespace tenure
