#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {

// The mutating webhook has removed it; a LimitRange's second round or another
// webhook has put it back.
void MemoryLimitKept(const Case& about, Report& report) {
  if (about.of_class() == nullptr || about.phase != Phase::kValidate) return;
  if (about.of_class()->resources.memory.limit.kind != LimitSpec::Kind::kNone) return;
  for (const ContainerNeed& need : about.subject.needs) {
    const Container& container = about.pod.spec.containers[need.index];
    const Quantity* limit = container.Limit(names::kMemory);
    if (limit == nullptr) continue;
    report.Add("container {} keeps memory limit " + limit->Canonical() +
                   ": above it, it is killed; lift the LimitRange",
               {container.name},
               Pointer("/spec/containers", need.index, std::string_view("resources"),
                       std::string_view("limits"), names::kMemory));
  }
}

}  // namespace tenure::rules
