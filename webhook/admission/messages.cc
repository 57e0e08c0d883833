#include "webhook/admission/messages.h"

#include <algorithm>

#include "webhook/admission/one_line.h"

namespace tenure {
namespace {

std::string Told(const Finding& finding) {
  std::string text(finding.rule);
  text += ": ";
  text += finding.message;
  return text;
}

std::string ToldWithPlace(const Finding& finding) {
  std::string text = Told(finding);
  if (!finding.path.empty()) text += " (" + finding.path + ')';
  return OneLine(text);
}

}  // namespace

std::string ProtectionList(const std::vector<Change>& changes) {
  std::string names;
  std::vector<Protection> told;
  for (const Change& change : changes) {
    if (std::ranges::find(told, change.by) != told.end()) continue;
    told.push_back(change.by);
    if (!names.empty()) names += ", ";
    names += Name(change.by);
  }
  return names;
}

namespace {

std::string WouldChange(const Decision& decision) {
  const std::string whose =
      decision.class_name.empty() ? "the pod's annotations" : "class " + decision.class_name;
  return "mode warn: nothing is changed; " + whose + " would set " +
         ProtectionList(decision.changes);
}

std::string WouldRefuse(const std::vector<std::string_view>& rules) {
  std::string text = "mode warn: nothing is refused; enforced, these would refuse it:";
  char before = ' ';
  for (const std::string_view rule : rules) {
    text += before;
    text += rule;
    before = ',';
  }
  return text;
}

}  // namespace

std::vector<std::string> MutateWarnings(const Decision& decision) {
  std::vector<std::string> warnings;
  if (decision.mode == Level::kWarn && !decision.changes.empty()) {
    warnings.push_back(OneLine(WouldChange(decision), kWarningLimit));
  }
  // They are about changes, which are made in the mode `enforce` only, or about
  // the end of an exemption, which is no change.
  const bool is_told =
      decision.mode == Level::kEnforce || (decision.mode == Level::kWarn && decision.left_alone);
  if (!is_told) return warnings;
  warnings.reserve(decision.notices.size());
  for (const std::string& notice : decision.notices) {
    warnings.push_back(OneLine(notice, kWarningLimit));
  }
  return warnings;
}

std::vector<std::string> ValidateWarnings(const Decision& decision) {
  std::vector<std::string> warnings;
  for (const Finding& finding : decision.findings) {
    if (finding.level != Level::kWarn) continue;
    warnings.push_back(OneLine(Told(finding), kWarningLimit));
  }
  const auto held_back = decision.RulesHeldBack();
  if (decision.mode == Level::kWarn && !held_back.empty()) {
    warnings.push_back(OneLine(WouldRefuse(held_back), kWarningLimit));
  }
  return warnings;
}

std::string RefusalMessage(const Decision& decision) {
  std::vector<std::string> reasons;
  for (const Finding& finding : decision.findings) {
    if (finding.level == Level::kEnforce) reasons.push_back(ToldWithPlace(finding));
  }
  if (reasons.size() == 1) return reasons.front();
  std::string message = std::to_string(reasons.size()) + " findings";
  for (const std::string& reason : reasons) message += "\n- " + reason;
  return message;
}

}  // namespace tenure
