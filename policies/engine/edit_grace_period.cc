#include "policies/engine/edit_grace_period.h"

#include <string_view>

#include "policies/engine/present.h"

namespace tenure {

void GiveGracePeriod(Draft& draft, Protection by, std::int64_t at_least_seconds) {
  constexpr std::string_view kPath = "/spec/terminationGracePeriodSeconds";
  auto& seconds = draft.pod().spec.termination_grace_period_seconds;
  if (seconds && *seconds >= at_least_seconds) return;
  draft.Record({.path = kPath,
                .present = PresentUpTo({{"/spec", true}, {kPath, seconds.has_value()}}),
                .was = seconds ? draft.texts().JsonNumber(*seconds) : std::string_view(),
                .now = draft.texts().JsonNumber(at_least_seconds),
                .by = by});
  seconds = at_least_seconds;
}

}  // namespace tenure
