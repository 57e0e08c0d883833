#include "policies/engine/deadlines.h"
#include "policies/engine/rules/checks.h"

namespace tenure::rules {

void DeadlineBeforeEnd(const Case& about, Report& report) {
  const auto& runtime = about.classification.runtime;
  if (about.of_class() == nullptr || !runtime) return;
  for (const Deadline& deadline : DeadlinesOf(about.pod)) {
    if (deadline.after >= runtime->duration) continue;
    report.Add(deadline.name + " kills it after " + deadline.after.Text() + ", before its " +
                   runtime->duration.Text() + " end; raise it, or remove it",
               deadline.path, runtime->IsEstimate() ? Level::kWarn : Level::kEnforce);
  }
}

}  // namespace tenure::rules
