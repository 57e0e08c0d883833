#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/engine/checkpoint/plan.h"
#include "policies/engine/classify.h"
#include "policies/engine/decision.h"
#include "policies/engine/fitted.h"
#include "policies/engine/protect/protection_set.h"
#include "policies/engine/standing.h"
#include "policies/engine/subject.h"
#include "policies/language/policy.h"

namespace tenure {

// What a rule looks at.
struct Case {
  const Policy& policy;
  const Subject& subject;
  const Classification& classification;
  const CheckpointPlan& checkpoint;
  const Pod& pod;  // as it will be
  Phase phase = Phase::kMutate;
  bool left_alone = false;
  // What the class still wants changed; for the validating webhook that is
  // what somebody has undone.
  std::span<const Change> changes;
  // The pod says that it was decided upon under another policy: by a replica
  // that is a minute ahead of this one, or behind.
  bool is_of_another_policy = false;

  [[nodiscard]] const ClassPolicy* of_class() const { return classification.chosen; }
};

// Takes a rule's findings at the level that the policy gives it.
class Report {
 public:
  // `by_rule`: the rule's level in the mode `enforce`.
  Report(std::string_view rule, Level by_rule, const Standing& standing,
         std::vector<Finding>& findings)
      : rule_(rule), by_rule_(by_rule), standing_(standing), findings_(findings) {}

  // The message, with the id, stays below what fits into a warning: `names`,
  // which somebody chose, fill each "{}" of the pattern, cut where they must be.
  // `at_most` is for what the rule only warns of, whatever its level.
  void Add(std::string_view pattern, std::initializer_list<std::string_view> names,
           std::string path, Level at_most = Level::kEnforce) {
    constexpr std::size_t kLongest = 119;
    const std::size_t room = kLongest - rule_.size() - std::string_view(": ").size();
    Add(Fitted(pattern, names, room), std::move(path), at_most);
  }
  // Rests on nothing but history.
  void AddByHistory(std::string_view pattern, std::initializer_list<std::string_view> names,
                    std::string path) {
    Add(pattern, names, std::move(path), standing_.LevelByHistory(rule_));
  }
  void Add(std::string message, std::string path, Level at_most = Level::kEnforce) {
    const Level by_rule = Weaker(by_rule_, at_most);
    findings_.push_back({.rule = rule_,
                         .level = Weaker(standing_.mode(), by_rule),
                         .message = std::move(message),
                         .path = std::move(path),
                         .by_rule = by_rule});
  }

 private:
  std::string_view rule_;
  Level by_rule_;
  const Standing& standing_;
  std::vector<Finding>& findings_;
};

struct Rule {
  std::string_view id;
  Level level = Level::kEnforce;  // unless the policy says otherwise
  void (*check)(const Case& about, Report& report) = nullptr;
  // What is not applied while an enforced finding of this rule stands.
  ProtectionSet holds_back;
  // Whether it asks something of pods for being of a class; where that is by
  // history alone, it refuses only if the policy says so.
  bool of_the_class = false;
  // Whether it is asked of pods that are left alone, too.
  bool of_all_pods = false;
  // Whether it is about what Tenure itself does, so that it only warns where
  // that was done under another policy.
  bool of_our_doing = false;
};

}  // namespace tenure
