#include "policies/engine/headroom.h"
#include "policies/engine/right_size.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {
namespace {

bool IsMissing(const ResourceSpec& spec, const ResourceNeed& need) {
  return GivesHeadroom(spec.request) && !Largest(spec.request->amounts, need.expected);
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
    report.Add(
        "no memory known for container {}: it would be evicted first; set "
        "tenure.dev/expected-memory",
        {container.name}, Path(need, "memory"));
  }
  if (IsMissing(wanted.cpu, need.cpu)) {
    report.Add(
        "no cpu known for container {}: others would slow it down; set tenure.dev/expected-cpu",
        {container.name}, Path(need, "cpu"), Level::kWarn);
  }
}

}  // namespace tenure::rules
