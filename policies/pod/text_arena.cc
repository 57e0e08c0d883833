#include "policies/pod/text_arena.h"

#include "policies/pod/json_text.h"

namespace tenure {

std::string_view TextArena::Keep(std::string_view text) { return Join({text}); }

std::string_view TextArena::Join(std::initializer_list<std::string_view> parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts) size += part.size();
  if (size == 0) return {};
  auto* const text = static_cast<char*>(memory_.allocate(size, 1));
  char* end = text;
  for (const std::string_view part : parts) end += part.copy(end, part.size());
  return {text, size};
}

std::string_view TextArena::JsonString(std::string_view text) {
  draft_.clear();
  AppendJsonString(draft_, text);
  return Keep(draft_);
}

std::string_view TextArena::JsonNumber(std::int64_t number) { return Keep(std::to_string(number)); }

}  // namespace tenure
