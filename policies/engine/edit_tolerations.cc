#include "policies/engine/edit_tolerations.h"

#include <string_view>

#include "policies/engine/present.h"

namespace tenure {
namespace {

constexpr std::string_view kTolerations = "/spec/tolerations";

}  // namespace

void AddToleration(Draft& draft, Protection by, const Toleration& toleration,
                   std::string_view json) {
  const bool has_list = draft.received().spec.tolerations.has_value();
  draft.Record({.path = draft.texts().Pointer(kTolerations, std::string_view("-")),
                .present = PresentUpTo({{"/spec", true}, {kTolerations, has_list}}),
                .now = draft.texts().Keep(json),
                .by = by});
  auto& tolerations = draft.pod().spec.tolerations;
  if (!tolerations) tolerations.emplace();
  tolerations->push_back(toleration);
}

void SetTolerationSeconds(Draft& draft, Protection by, std::size_t index, std::int64_t seconds) {
  Toleration& toleration = (*draft.pod().spec.tolerations)[index];
  Change change{
      .path = draft.texts().Pointer(kTolerations, index, std::string_view("tolerationSeconds")),
      .now = draft.texts().JsonNumber(seconds),
      .by = by};
  change.present = change.path.size();
  if (toleration.seconds) change.was = draft.texts().JsonNumber(*toleration.seconds);
  draft.Record(change);
  toleration.seconds = seconds;
}

}  // namespace tenure
