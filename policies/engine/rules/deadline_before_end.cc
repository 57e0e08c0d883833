#include "policies/engine/deadlines.h"
#include "policies/engine/rules/checks.h"

namespace tenure::rules {

void DeadlineBeforeEnd(const Case& about, Report& report) {
  const auto& runtime = about.classification.runtime;
  if (about.of_class() == nullptr || !runtime) return;
  for (const Deadline& deadline : DeadlinesOf(about.pod)) {
    if (deadline.after >= runtime->Longest()) continue;
    if (runtime->IsEstimate()) {
      report.AddByHistory(deadline.name + " is " + deadline.after.Text() + "; " +
                              Evidence(*runtime->history) + "; raise it",
                          {about.subject.step}, deadline.path);
    } else {
      report.Add(deadline.name + " kills it after " + deadline.after.Text() + ", before its " +
                     runtime->duration.Text() + " end; raise it, or remove it",
                 deadline.path);
    }
  }
}

}  // namespace tenure::rules
