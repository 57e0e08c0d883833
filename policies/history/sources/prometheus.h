#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "policies/estimates/step.h"
#include "policies/history/sources/http_get.h"
#include "policies/history/sources/import.h"

namespace tenure {

struct PrometheusOptions {
  HttpOptions http;
  std::int64_t since = 0;  // seconds since 1970
  std::int64_t until = 0;
  std::int64_t step = 3600;    // resolution of ends that nobody recorded
  std::int64_t chunk = 86400;  // asked for at a time
  std::function<void(std::int64_t done_until)> progress;
};

// The pods that Prometheus saw through kube-state-metrics (kube_pod_start_time,
// _completion_time, _status_phase, _restart_policy, _owner, _labels, _annotations,
// _container_info, _container_resource_requests) and cAdvisor
// (container_memory_working_set_bytes, container_cpu_usage_seconds_total), by
// range queries, a day at a time: only pods that are not over stay in memory.
// kube-state-metrics gives labels and annotations only where it is told to
// (--metric-labels-allowlist, --metric-annotations-allowlist); docs/estimates.md has the list.
[[nodiscard]] tl::expected<void, std::string> ReadPrometheus(const PrometheusOptions& options,
                                                             std::span<const StepMatcher> matchers,
                                                             Import& import);

}  // namespace tenure
