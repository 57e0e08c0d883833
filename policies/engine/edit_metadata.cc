#include "policies/engine/edit_metadata.h"

#include <optional>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using MapMember = std::optional<StringMap> Metadata::*;

void SetEntry(Draft& draft, Protection by, MapMember member, std::string_view parent,
              std::string_view key, std::string value) {
  auto& map = draft.pod().metadata.*member;
  const auto was = map ? map->Find(key) : std::nullopt;
  if (was == value) return;
  Change change{.path = Pointer(parent, key), .by = by};
  const bool has_parent = (draft.received().metadata.*member).has_value();
  change.present =
      PresentUpTo({{"/metadata", true}, {parent, has_parent}, {change.path, was.has_value()}});
  if (was) change.was = JsonString(*was);
  change.now = JsonString(value);
  draft.Record(std::move(change));
  if (!map) map.emplace();
  map->Set(key, draft.Keep(std::move(value)));
}

}  // namespace

void SetLabel(Draft& draft, Protection by, std::string_view key, std::string value) {
  SetEntry(draft, by, &Metadata::labels, "/metadata/labels", key, std::move(value));
}

void SetAnnotation(Draft& draft, Protection by, std::string_view key, std::string value) {
  SetEntry(draft, by, &Metadata::annotations, "/metadata/annotations", key, std::move(value));
}

}  // namespace tenure
