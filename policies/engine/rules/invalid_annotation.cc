#include "policies/engine/exemption.h"
#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/calendar_day.h"
#include "policies/pod/names.h"

namespace tenure::rules {
namespace {

// A pod that is exempt is asked nothing: here it is not, though it says so.
void ReportExemption(const Case& about, Report& report) {
  const auto& text = about.subject.intent.exempt;
  if (!text) return;
  const std::string path = AnnotationPointer(names::kExempt);
  if (!about.policy.exempt.annotation) {
    return report.Add(
        "tenure.dev/exempt has no effect: the policy does not allow it; ask its admin", path,
        Level::kWarn);
  }
  const auto exemption = Exemption::Parse(*text);
  if (!exemption) return report.Add("tenure.dev/exempt: " + exemption.error(), path);
  if (!exemption->HasEnded(about.subject.request.now)) return;
  report.Add("tenure.dev/exempt ended on " + DayText(*exemption->until) +
                 "; remove it, or agree on a later until= with the admin",
             path, Level::kWarn);
}

}  // namespace

void InvalidAnnotation(const Case& about, Report& report) {
  for (const UnreadableAnnotation& annotation : about.subject.intent.unreadable) {
    report.Add(std::string(annotation.key) + ": " + annotation.message,
               AnnotationPointer(annotation.key));
  }
  ReportExemption(about, report);
}

}  // namespace tenure::rules
