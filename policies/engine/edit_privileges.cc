#include "policies/engine/edit_privileges.h"

#include <algorithm>
#include <vector>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

constexpr std::string_view kLocal = "localhost/";

std::string_view ContextPointer(Draft& draft, std::size_t container) {
  return draft.texts().Pointer("/spec/containers", container, std::string_view("securityContext"));
}

SecurityContext& Edited(Draft& draft, std::size_t container) {
  auto& context = draft.pod().spec.containers[container].security_context;
  if (!context) context.emplace();
  return *context;
}

const std::optional<SecurityContext>& Received(const Draft& draft, std::size_t container) {
  return draft.received().spec.containers[container].security_context;
}

std::string_view ProfileJson(TextArena& texts, std::string_view type, std::string_view local) {
  const std::string_view name = texts.JsonString(type);
  if (local.empty()) return texts.Join({R"({"type":)", name, "}"});
  return texts.Join({R"({"type":)", name, R"(,"localhostProfile":)", texts.JsonString(local), "}"});
}

}  // namespace

void AddCapability(Draft& draft, std::size_t container, std::string_view capability) {
  SecurityContext& context = Edited(draft, container);
  auto& added = context.added_capabilities;
  if (context.privileged) return;
  if (added && std::ranges::find(*added, capability) != added->end()) return;
  const auto& received = Received(draft, container);
  const std::string_view parent = ContextPointer(draft, container);
  const std::string_view object = draft.texts().Join({parent, "/capabilities"});
  const std::string_view list = draft.texts().Join({object, "/add"});
  draft.Record({.path = draft.texts().Join({list, "/-"}),
                .present = PresentUpTo({{PointerParent(parent), true},
                                        {parent, received.has_value()},
                                        {object, received && received->has_capabilities},
                                        {list, received && received->added_capabilities}}),
                .now = draft.texts().JsonString(capability),
                .by = Protection::kCheckpoint});
  if (!added) added.emplace();
  added->push_back(draft.texts().Keep(capability));
  context.has_capabilities = true;
}

void SetSeccompProfile(Draft& draft, std::size_t container, std::string_view profile) {
  const bool is_local = profile.starts_with(kLocal);
  const std::string_view type = is_local ? "Localhost" : profile;
  const std::string_view local = is_local ? profile.substr(kLocal.size()) : std::string_view();
  SecurityContext& context = Edited(draft, container);
  if (context.seccomp_type == type && context.seccomp_localhost_profile == local) return;
  const std::string_view parent = ContextPointer(draft, container);
  const std::string_view path = draft.texts().Join({parent, "/seccompProfile"});
  Change change{.path = path,
                .present = PresentUpTo({{PointerParent(parent), true},
                                        {parent, Received(draft, container).has_value()},
                                        {path, context.has_seccomp_profile}}),
                .now = ProfileJson(draft.texts(), type, local),
                .by = Protection::kCheckpoint};
  if (context.has_seccomp_profile) {
    change.was =
        ProfileJson(draft.texts(), context.seccomp_type, context.seccomp_localhost_profile);
  }
  draft.Record(change);
  context.has_seccomp_profile = true;
  context.seccomp_type = draft.texts().Keep(type);
  context.seccomp_localhost_profile = draft.texts().Keep(local);
}

}  // namespace tenure
