#include "policies/engine/edit_metadata.h"

#include <optional>

#include "policies/engine/present.h"

namespace tenure {
namespace {

using MapMember = std::optional<StringMap> Metadata::*;

void SetEntry(Draft& draft, Protection by, MapMember member, std::string_view parent,
              std::string_view key, std::string_view value) {
  auto& map = draft.pod().metadata.*member;
  const auto was = map ? map->Find(key) : std::nullopt;
  if (was == value) return;
  Change change{.path = draft.texts().Pointer(parent, key), .by = by};
  const bool has_parent = (draft.received().metadata.*member).has_value();
  change.present =
      PresentUpTo({{"/metadata", true}, {parent, has_parent}, {change.path, was.has_value()}});
  if (was) change.was = draft.texts().JsonString(*was);
  change.now = draft.texts().JsonString(value);
  draft.Record(change);
  if (!map) map.emplace();
  map->Set(key, draft.texts().Keep(value));
}

}  // namespace

void SetLabel(Draft& draft, Protection by, std::string_view key, std::string_view value) {
  SetEntry(draft, by, &Metadata::labels, "/metadata/labels", key, value);
}

void SetAnnotation(Draft& draft, Protection by, std::string_view key, std::string_view value) {
  SetEntry(draft, by, &Metadata::annotations, "/metadata/annotations", key, value);
}

}  // namespace tenure
