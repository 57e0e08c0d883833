#include "policies/engine/edit_tolerations.h"

#include <string_view>
#include <utility>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

constexpr std::string_view kTolerations = "/spec/tolerations";

}  // namespace

void AddToleration(Draft& draft, Protection by, const Toleration& toleration, std::string json) {
  const bool has_list = draft.received().spec.tolerations.has_value();
  draft.Record({.path = Pointer(kTolerations, std::string_view("-")),
                .present = PresentUpTo({{"/spec", true}, {kTolerations, has_list}}),
                .now = std::move(json),
                .by = by});
  auto& tolerations = draft.pod().spec.tolerations;
  if (!tolerations) tolerations.emplace();
  tolerations->push_back(toleration);
}

void SetTolerationSeconds(Draft& draft, Protection by, std::size_t index, std::int64_t seconds) {
  Toleration& toleration = (*draft.pod().spec.tolerations)[index];
  Change change{.path = Pointer(kTolerations, index, std::string_view("tolerationSeconds")),
                .now = std::to_string(seconds),
                .by = by};
  change.present = change.path.size();
  if (toleration.seconds) change.was = std::to_string(*toleration.seconds);
  draft.Record(std::move(change));
  toleration.seconds = seconds;
}

}  // namespace tenure
