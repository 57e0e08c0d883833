#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"

namespace tenure::rules {
namespace {

void Check(const Case& about, Report& report, std::string_view resource,
           ResourceNeed ContainerNeed::* need, const std::optional<Quantity>& largest) {
  if (!largest) return;
  Quantity sum;
  for (const ContainerNeed& container : about.subject.needs) {
    if (const auto& amount = (container.*need).expected.amount) sum = sum + *amount;
  }
  if (sum <= *largest) return;
  report.Add("expected {} {} exceeds the largest node's {}: it would never start; expect less",
             {resource, sum.Canonical(), largest->Canonical()},
             Pointer("/spec/containers", about.subject.main, std::string_view("resources"),
                     std::string_view("requests"), resource));
}

}  // namespace

void RequestExceedsNode(const Case& about, Report& report) {
  if (about.of_class() == nullptr) return;
  Check(about, report, names::kCpu, &ContainerNeed::cpu, about.policy.largest_cpu);
  Check(about, report, names::kMemory, &ContainerNeed::memory, about.policy.largest_memory);
}

}  // namespace tenure::rules
