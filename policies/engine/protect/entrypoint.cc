#include "policies/engine/protect/entrypoint.h"

#include <string>
#include <vector>

#include "policies/engine/checkpoint/placeholders.h"
#include "policies/engine/edit_command.h"

namespace tenure {
namespace {

std::vector<std::string> WrapperWords(const CheckpointPlan& plan) {
  const Placeholders known{plan.volume.base, plan.dir, plan.hash};
  std::vector<std::string> words;
  words.reserve(plan.strategy->wrap.size());
  for (const std::string& word : plan.strategy->wrap) words.push_back(Filled(word, known));
  return words;
}

// A wrapper that came with the pod may have another folder, or another hash.
void Correct(const CheckpointPlan& plan, Draft& draft, std::size_t container) {
  std::size_t place = plan.command->place;
  for (const std::string& word : WrapperWords(plan)) {
    SetCommandWord(draft, container, place++, word);
  }
}

}  // namespace

void WrapEntrypoint(const CheckpointPlan& plan, Draft& draft, std::size_t container) {
  if (plan.strategy->wrap.empty() || plan.command->is_wrapped_by_user) return;
  if (plan.command->is_wrapped) return Correct(plan, draft, container);
  std::vector<std::string> words = WrapperWords(plan);
  const auto& entrypoint = plan.command->entrypoint;
  words.insert(words.end(), entrypoint.begin(), entrypoint.end());
  InsertIntoCommand(draft, container, plan.command->place, words);
}

}  // namespace tenure
