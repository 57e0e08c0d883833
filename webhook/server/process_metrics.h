#pragma once

#include <prometheus/gauge.h>
#include <prometheus/registry.h>

namespace tenure {

// What Prometheus' own client libraries tell of their process, by the names
// that dashboards know (process_cpu_seconds_total, process_resident_memory_bytes …).
class ProcessMetrics {
 public:
  explicit ProcessMetrics(prometheus::Registry& registry);

  // Reads /proc/self; what cannot be read keeps its value.
  void Refresh();

 private:
  prometheus::Gauge& cpu_seconds_;
  prometheus::Gauge& resident_bytes_;
  prometheus::Gauge& virtual_bytes_;
  prometheus::Gauge& open_descriptors_;
  prometheus::Gauge& descriptor_limit_;
  prometheus::Gauge& threads_;
  prometheus::Gauge& start_time_;
};

}  // namespace tenure
