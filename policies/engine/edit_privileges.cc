#include "policies/engine/edit_privileges.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "policies/engine/present.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

constexpr std::string_view kLocal = "localhost/";

std::string ContextPointer(std::size_t container) {
  return Pointer("/spec/containers", container, std::string_view("securityContext"));
}

SecurityContext& Edited(Draft& draft, std::size_t container) {
  auto& context = draft.pod().spec.containers[container].security_context;
  if (!context) context.emplace();
  return *context;
}

const std::optional<SecurityContext>& Received(const Draft& draft, std::size_t container) {
  return draft.received().spec.containers[container].security_context;
}

std::string ProfileJson(std::string_view type, std::string_view local) {
  std::string json = R"({"type":)" + JsonString(type);
  if (!local.empty()) json += R"(,"localhostProfile":)" + JsonString(local);
  return json + '}';
}

}  // namespace

void AddCapability(Draft& draft, std::size_t container, std::string_view capability) {
  SecurityContext& context = Edited(draft, container);
  auto& added = context.added_capabilities;
  if (context.privileged) return;
  if (added && std::ranges::find(*added, capability) != added->end()) return;
  const auto& received = Received(draft, container);
  const std::string parent = ContextPointer(container);
  const std::string object = Pointer(parent, std::string_view("capabilities"));
  const std::string list = Pointer(object, std::string_view("add"));
  draft.Record({.path = Pointer(list, std::string_view("-")),
                .present = PresentUpTo({{Pointer("/spec/containers", container), true},
                                        {parent, received.has_value()},
                                        {object, received && received->has_capabilities},
                                        {list, received && received->added_capabilities}}),
                .now = JsonString(capability),
                .by = Protection::kCheckpoint});
  if (!added) added.emplace();
  added->push_back(draft.Keep(std::string(capability)));
  context.has_capabilities = true;
}

void SetSeccompProfile(Draft& draft, std::size_t container, std::string_view profile) {
  const bool is_local = profile.starts_with(kLocal);
  const std::string_view type = is_local ? "Localhost" : profile;
  const std::string_view local = is_local ? profile.substr(kLocal.size()) : std::string_view();
  SecurityContext& context = Edited(draft, container);
  if (context.seccomp_type == type && context.seccomp_localhost_profile == local) return;
  const std::string parent = ContextPointer(container);
  const std::string path = Pointer(parent, std::string_view("seccompProfile"));
  Change change{.path = path,
                .present = PresentUpTo({{Pointer("/spec/containers", container), true},
                                        {parent, Received(draft, container).has_value()},
                                        {path, context.has_seccomp_profile}}),
                .now = ProfileJson(type, local),
                .by = Protection::kCheckpoint};
  if (context.has_seccomp_profile) {
    change.was = ProfileJson(context.seccomp_type, context.seccomp_localhost_profile);
  }
  draft.Record(std::move(change));
  context.has_seccomp_profile = true;
  context.seccomp_type = draft.Keep(std::string(type));
  context.seccomp_localhost_profile = draft.Keep(std::string(local));
}

}  // namespace tenure
