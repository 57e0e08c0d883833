#include "policies/engine/edit_command.h"

#include <string_view>

#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

std::string_view CommandPointer(Draft& draft, std::size_t container) {
  return draft.texts().Pointer("/spec/containers", container, std::string_view("command"));
}

}  // namespace

void InsertIntoCommand(Draft& draft, std::size_t container, std::size_t place,
                       std::span<const std::string> words) {
  const bool has_list = draft.received().spec.containers[container].has_command;
  Container& edited = draft.pod().spec.containers[container];
  const std::string_view list = CommandPointer(draft, container);
  for (const std::string& word : words) {
    // Each is added before what was behind the last one.
    Change change{
        .path = has_list ? draft.texts().Pointer(list, place) : draft.texts().Join({list, "/-"}),
        .now = draft.texts().JsonString(word),
        .by = Protection::kCheckpoint};
    change.present = has_list ? list.size() : PointerParent(list).size();
    draft.Record(change);
    edited.command.insert(edited.command.begin() + static_cast<std::ptrdiff_t>(place),
                          draft.texts().Keep(word));
    ++place;
  }
  edited.has_command = true;
}

void SetCommandWord(Draft& draft, std::size_t container, std::size_t place, std::string_view word) {
  std::string_view& has = draft.pod().spec.containers[container].command[place];
  if (has == word) return;
  Change change{.path = draft.texts().Pointer(CommandPointer(draft, container), place),
                .was = draft.texts().JsonString(has),
                .now = draft.texts().JsonString(word),
                .by = Protection::kCheckpoint};
  change.present = change.path.size();
  draft.Record(change);
  has = draft.texts().Keep(word);
}

}  // namespace tenure
