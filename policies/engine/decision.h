#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "policies/language/level.h"
#include "policies/pod/change.h"
#include "policies/pod/text_arena.h"

namespace tenure {

// What a rule says of one pod.
struct Finding {
  std::string_view rule;  // its id
  Level level = Level::kWarn;
  std::string message;  // what is wrong, what would happen, what to write instead; below 120 bytes
  std::string path;     // JSON pointer of what it is about
  Level by_rule = Level::kWarn;  // what the level would be in the mode `enforce`
};

// By what the policy exempts a pod.
enum class ExemptBy : std::uint8_t { kNothing, kNamespace, kServiceAccount, kAnnotation };
[[nodiscard]] std::string_view Name(ExemptBy by);

// The answer to one request.
struct Decision {
  std::string class_name;  // empty: of no class
  std::string why;         // why it is of this class, or why it was left alone
  bool left_alone = false;
  std::string main_container;
  ExemptBy exempt_by = ExemptBy::kNothing;
  Level mode = Level::kEnforce;            // of the policy, for this pod
  bool is_outside_rollout = false;         // which is why the mode is audit
  std::vector<Change> changes;             // what makes the pod as its class wants it
  std::shared_ptr<const TextArena> texts;  // of the changes
  // Of the changes, those that another admission step may refuse afterwards:
  // one sentence each. Said by the mutating webhook.
  std::vector<std::string> notices;
  std::vector<Finding> findings;

  [[nodiscard]] bool Refused() const;
  // The rules that would refuse it in the mode `enforce` and do not, each once.
  [[nodiscard]] std::vector<std::string_view> RulesHeldBack() const;
};

}  // namespace tenure
