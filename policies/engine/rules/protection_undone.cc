#include <string>

#include "policies/engine/protect/protection_set.h"
#include "policies/engine/rules/checks.h"

namespace tenure::rules {

// What the class wants and the pod that is about to be stored does not have:
// the mutating webhook was not asked, or somebody has changed it afterwards.
void ProtectionUndone(const Case& about, Report& report) {
  if (about.phase != Phase::kValidate) return;
  ProtectionSet told{Protection::kIdentity};
  std::string undone;
  std::string first_path;
  for (const Change& change : about.changes) {
    // A limit that is still there has a rule of its own.
    const bool is_limit = change.now.empty() && change.by == Protection::kResources;
    if (told.Has(change.by) || is_limit) continue;
    told.Add({change.by});
    undone += (undone.empty() ? "" : ", ") + std::string(Name(change.by));
    if (first_path.empty()) first_path = change.path;
  }
  if (undone.empty()) return;
  if (about.of_class() == nullptr) {
    return report.Add("the pod lacks its {}: changed after us, or we were not asked", {undone},
                      first_path);
  }
  report.Add("class {} lacks {}: changed after us, or we were not asked",
             {about.of_class()->name, undone}, first_path);
}

}  // namespace tenure::rules
