#include "policies/engine/headroom.h"
#include "policies/engine/right_size.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

bool IsMissing(const ResourceSpec& spec, const ResourceNeed& need) {
  return GivesHeadroom(spec.request) && !Largest(spec.request->amounts, need.expected);
}

std::string Message(const Container& container, std::string_view resource,
                    std::string_view what_would_happen) {
  std::string message = "no ";
  message += resource;
  message += " known for container " + std::string(container.name.substr(0, 24)) + ": ";
  message += what_would_happen;
  message += "; set tenure.dev/expected-";
  return message += resource;
}

std::string Path(const ContainerNeed& need, std::string_view resource) {
  return Pointer("/spec/containers", need.index, std::string_view("resources"),
                 std::string_view("requests"), resource);
}

}  // namespace

void ExpectationMissing(const Case& about, Report& report) {
  if (about.of_class() == nullptr || about.pod.spec.resources) return;
  const ResourcesSpec& wanted = about.of_class()->resources;
  const ContainerNeed& need = about.subject.main_need();
  const Container& container = about.subject.main_container();
  if (IsMissing(wanted.memory, need.memory)) {
    report.Add(Message(container, "memory", "it would be evicted first"), Path(need, "memory"));
  }
  if (IsMissing(wanted.cpu, need.cpu)) {
    report.Add(Message(container, "cpu", "others would slow it down"), Path(need, "cpu"),
               Level::kWarn);
  }
}

}  // namespace tenure::rules
