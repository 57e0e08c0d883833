#include <algorithm>
#include <array>
#include <optional>

#include "policies/engine/edit_metadata.h"
#include "policies/engine/edit_tolerations.h"
#include "policies/engine/present.h"
#include "policies/engine/protect/protect.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

// What a node that is lost is tainted with.
constexpr std::array<std::string_view, 2> kNodeLossTaints = {"node.kubernetes.io/not-ready",
                                                             "node.kubernetes.io/unreachable"};
// What plugin/pkg/admission/defaulttolerationseconds fills in.
constexpr std::int64_t kDefaultedSeconds = 300;

// The first toleration in the order of the list is the one that counts
// (pkg/controller/tainteviction): one behind it would have no effect.
std::optional<std::size_t> FirstFor(const std::optional<std::vector<Toleration>>& tolerations,
                                    std::string_view taint) {
  if (!tolerations) return std::nullopt;
  const auto found = std::ranges::find_if(*tolerations, [&](const Toleration& toleration) {
    const bool key = toleration.key == taint || toleration.key.empty();
    const bool value = toleration.op == "Exists" || toleration.value.empty();
    return key && value && (toleration.effect.empty() || toleration.effect == "NoExecute");
  });
  if (found == tolerations->end()) return std::nullopt;
  return static_cast<std::size_t>(found - tolerations->begin());
}

std::string Json(const Toleration& toleration) {
  return R"({"key":")" + std::string(toleration.key) +
         R"(","operator":"Exists","effect":"NoExecute","tolerationSeconds":)" +
         std::to_string(*toleration.seconds) + '}';
}

void TolerateNodeLoss(Draft& draft, std::string_view taint, std::int64_t seconds) {
  const auto index = FirstFor(draft.pod().spec.tolerations, taint);
  if (!index) {
    const Toleration toleration{taint, "Exists", {}, "NoExecute", seconds};
    return AddToleration(draft, Protection::kDisruption, toleration, Json(toleration));
  }
  // Any other number is the user's own.
  const auto current = (*draft.pod().spec.tolerations)[*index].seconds;
  if (current != kDefaultedSeconds || seconds <= kDefaultedSeconds) return;
  SetTolerationSeconds(draft, Protection::kDisruption, *index, seconds);
}

void GiveGracePeriod(Draft& draft, std::int64_t at_least) {
  constexpr std::string_view kPath = "/spec/terminationGracePeriodSeconds";
  auto& seconds = draft.pod().spec.termination_grace_period_seconds;
  if (seconds && *seconds >= at_least) return;
  draft.Record({.path = std::string(kPath),
                .present = PresentUpTo({{"/spec", true}, {kPath, seconds.has_value()}}),
                .was = seconds ? std::to_string(*seconds) : std::string(),
                .now = std::to_string(at_least),
                .by = Protection::kDisruption});
  seconds = at_least;
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
  if (wanted.grace_period) GiveGracePeriod(draft, wanted.grace_period->seconds());
}

}  // namespace tenure
