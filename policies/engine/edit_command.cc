#include "policies/engine/edit_command.h"

#include <string_view>
#include <utility>

#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

std::string CommandPointer(std::size_t container) {
  return Pointer("/spec/containers", container, std::string_view("command"));
}

}  // namespace

void InsertIntoCommand(Draft& draft, std::size_t container, std::size_t place,
                       std::vector<std::string> words) {
  const bool has_list = draft.received().spec.containers[container].has_command;
  Container& edited = draft.pod().spec.containers[container];
  const std::string list = CommandPointer(container);
  for (std::string& word : words) {
    // Each is added before what was behind the last one.
    Change change{.path = has_list ? Pointer(list, place) : Pointer(list, std::string_view("-")),
                  .now = JsonString(word),
                  .by = Protection::kCheckpoint};
    change.present = has_list ? list.size() : Pointer("/spec/containers", container).size();
    draft.Record(std::move(change));
    edited.command.insert(edited.command.begin() + static_cast<std::ptrdiff_t>(place),
                          draft.Keep(std::move(word)));
    ++place;
  }
  edited.has_command = true;
}

void SetCommandWord(Draft& draft, std::size_t container, std::size_t place, std::string word) {
  std::string_view& has = draft.pod().spec.containers[container].command[place];
  if (has == word) return;
  Change change{.path = Pointer(CommandPointer(container), place),
                .was = JsonString(has),
                .now = JsonString(word),
                .by = Protection::kCheckpoint};
  change.present = change.path.size();
  draft.Record(std::move(change));
  has = draft.Keep(std::move(word));
}

}  // namespace tenure
