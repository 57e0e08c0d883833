#include "policies/mortality/mortality.h"

#include <array>
#include <utility>

#include "policies/mortality/killers.h"

namespace tenure {
namespace {

struct Killer {
  std::string_view id;
  killers::Fate (*fate)(const Prospect& prospect);
};

// From the most common to the rarest, for a pod that nobody looks after.
constexpr std::array kKillers = {
    Killer{"preemption", killers::Preemption},
    Killer{"eviction", killers::Eviction},
    Killer{"cluster-autoscaler", killers::ClusterAutoscaler},
    Killer{"karpenter", killers::Karpenter},
    Killer{"descheduler", killers::Descheduler},
    Killer{"vpa", killers::Vpa},
    Killer{"queue", killers::Queue},
    Killer{"memory-limit", killers::MemoryLimit},
    Killer{"node-pressure", killers::NodePressure},
    Killer{"node-oom", killers::NodeOom},
    Killer{"disk", killers::Disk},
    Killer{"deadline", killers::Deadlines},
    Killer{"probes", killers::Probes},
    Killer{"image", killers::Image},
    Killer{"retries", killers::Retries},
    Killer{"grace-period", killers::GracePeriod},
    Killer{"spot", killers::Spot},
    Killer{"node-loss", killers::NodeLoss},
    Killer{"node-shutdown", killers::NodeShutdown},
    Killer{"deletion", killers::Deletion},
    Killer{"hardware", killers::Hardware},
};

}  // namespace

std::string_view Name(Guarded guarded) {
  switch (guarded) {
    case Guarded::kYes:
      return "yes";
    case Guarded::kPartly:
      return "partly";
    case Guarded::kNo:
      return "no";
    case Guarded::kNever:
      break;
  }
  return "never";
}

std::string Mortality::Text() const {
  if (by.empty() || advice.empty()) return by + advice;
  return by + "; " + advice;
}

std::vector<Mortality> MortalityOf(const Policy& policy, const Estimates& estimates,
                                   const Request& stored, const Decision& decision,
                                   const Job* job) {
  if (stored.pod.spec.containers.empty()) return {};
  const Subject subject = Examine(policy, estimates, stored);
  const ClassPolicy* of_class = policy.FindClass(decision.class_name);
  const Prospect prospect{policy, subject, of_class, job, RuntimeOf(subject)};
  std::vector<Mortality> table;
  table.reserve(kKillers.size());
  for (const Killer& killer : kKillers) {
    killers::Fate fate = killer.fate(prospect);
    table.push_back({killer.id, fate.guarded, std::move(fate.by), std::move(fate.advice)});
  }
  return table;
}

}  // namespace tenure
