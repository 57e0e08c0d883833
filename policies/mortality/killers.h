#pragma once

#include "policies/mortality/mortality.h"
#include "policies/mortality/prospect.h"

// One function per killer; the table gives them their ids and their order.
namespace tenure::killers {

struct Fate {
  Guarded guarded = Guarded::kNo;
  std::string by;
  std::string advice;
};

// By those who want the node, or the pod, elsewhere.
Fate Preemption(const Prospect& prospect);
Fate Eviction(const Prospect& prospect);
Fate Descheduler(const Prospect& prospect);
Fate Vpa(const Prospect& prospect);
Fate Queue(const Prospect& prospect);
Fate ClusterAutoscaler(const Prospect& prospect);
Fate Karpenter(const Prospect& prospect);

// By the lack of memory or of disk.
Fate NodePressure(const Prospect& prospect);
Fate MemoryLimit(const Prospect& prospect);
Fate NodeOom(const Prospect& prospect);
Fate Disk(const Prospect& prospect);

// By what becomes of its node.
Fate NodeLoss(const Prospect& prospect);
Fate Spot(const Prospect& prospect);
Fate NodeShutdown(const Prospect& prospect);
Fate Hardware(const Prospect& prospect);

// By what somebody has written, or does.
Fate GracePeriod(const Prospect& prospect);
Fate Deadlines(const Prospect& prospect);
Fate Probes(const Prospect& prospect);
Fate Image(const Prospect& prospect);
Fate Retries(const Prospect& prospect);
Fate Deletion(const Prospect& prospect);

}  // namespace tenure::killers
