#include "webhook/cli/policy/difference.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

namespace tenure {
namespace {

using Edit = std::tuple<std::string, std::string>;  // pointer, new value

// What says who decided differs with every policy.
std::map<std::string_view, std::set<Edit>> EditsByProtection(const Decision& decision) {
  std::map<std::string_view, std::set<Edit>> edits;
  for (const Change& change : decision.changes) {
    if (change.by == Protection::kIdentity) continue;
    edits[Name(change.by)].insert({change.path, change.now});
  }
  return edits;
}

std::vector<std::string> ChangedProtections(const Decision& before, const Decision& after) {
  auto old_edits = EditsByProtection(before);
  auto new_edits = EditsByProtection(after);
  std::set<std::string_view> names;
  for (const auto& [name, edits] : old_edits) names.insert(name);
  for (const auto& [name, edits] : new_edits) names.insert(name);
  std::vector<std::string> changed;
  for (const std::string_view name : names) {
    if (old_edits[name] != new_edits[name]) changed.emplace_back(name);
  }
  return changed;
}

std::set<std::string> RefusingRules(const Decision& decision) {
  std::set<std::string> rules;
  for (const Finding& finding : decision.findings) {
    if (finding.level == Level::kEnforce) rules.emplace(finding.rule);
  }
  return rules;
}

}  // namespace

std::optional<Difference> Compare(const Verdict& before, const Verdict& after) {
  const Submission& submission = before.submission;
  Difference difference{
      .pod = submission.kind + ' ' + submission.name_space + '/' + submission.name,
      .source = submission.source,
      .old_class = before.mutation.class_name,
      .new_class = after.mutation.class_name,
      .was_admitted = before.IsAdmitted(),
      .is_admitted = after.IsAdmitted(),
      .protections = ChangedProtections(before.mutation, after.mutation)};
  std::ranges::set_difference(RefusingRules(after.validation), RefusingRules(before.validation),
                              std::back_inserter(difference.new_rules));
  const bool is_same = difference.old_class == difference.new_class &&
                       difference.was_admitted == difference.is_admitted &&
                       difference.protections.empty() && difference.new_rules.empty();
  if (is_same) return std::nullopt;
  return difference;
}

}  // namespace tenure
