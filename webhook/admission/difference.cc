#include "webhook/admission/difference.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <tuple>

namespace tenure {
namespace {

using Edit = std::tuple<std::string_view, std::string_view>;  // pointer, new value

// What becomes of the pod: a mode that only warns changes nothing.
std::span<const Change> Applied(const Decision& decision) {
  if (decision.mode != Level::kEnforce) return {};
  return decision.changes;
}

std::set<Edit> EditsBy(Protection protection, std::span<const Change> changes) {
  std::set<Edit> edits;
  for (const Change& change : changes) {
    if (change.by == protection) edits.emplace(change.path, change.now);
  }
  return edits;
}

// Nearly always, and much cheaper to find out.
bool AreSame(std::span<const Change> before, std::span<const Change> after) {
  return std::ranges::equal(before, after, [](const Change& a, const Change& b) {
    // What says who decided differs with every policy.
    if (a.by == Protection::kIdentity) return b.by == Protection::kIdentity;
    return a.by == b.by && a.path == b.path && a.now == b.now;
  });
}

std::vector<std::string_view> ChangedProtections(std::span<const Change> before,
                                                 std::span<const Change> after) {
  std::vector<std::string_view> changed;
  if (AreSame(before, after)) return changed;
  std::set<Protection> protections;
  for (const auto& changes : {before, after}) {
    for (const Change& change : changes) protections.insert(change.by);
  }
  protections.erase(Protection::kIdentity);
  for (const Protection protection : protections) {
    if (EditsBy(protection, before) != EditsBy(protection, after)) {
      changed.push_back(Name(protection));
    }
  }
  return changed;
}

std::set<std::string_view> RefusingRules(const Decision& decision) {
  std::set<std::string_view> rules;
  for (const Finding& finding : decision.findings) {
    if (finding.level == Level::kEnforce) rules.insert(finding.rule);
  }
  return rules;
}

std::vector<std::string_view> Without(const std::set<std::string_view>& rules,
                                      const std::set<std::string_view>& others) {
  std::vector<std::string_view> rest;
  std::ranges::set_difference(rules, others, std::back_inserter(rest));
  return rest;
}

}  // namespace

std::optional<Difference> Compare(const Outcome& before, const Outcome& after) {
  const auto old_rules = RefusingRules(before.validation);
  const auto new_rules = RefusingRules(after.validation);
  Difference difference{
      .old_class = before.mutation.class_name,
      .new_class = after.mutation.class_name,
      .was_admitted = old_rules.empty(),
      .is_admitted = new_rules.empty(),
      .protections = ChangedProtections(Applied(before.mutation), Applied(after.mutation)),
      .new_rules = Without(new_rules, old_rules),
      .gone_rules = Without(old_rules, new_rules)};
  const bool is_same = !difference.ChangesClass() && difference.protections.empty() &&
                       difference.new_rules.empty() && difference.gone_rules.empty();
  if (is_same) return std::nullopt;
  return difference;
}

}  // namespace tenure
