#pragma once

#include <optional>
#include <string>
#include <vector>

#include "policies/engine/decision_record.h"
#include "policies/engine/intent.h"
#include "policies/engine/request.h"
#include "policies/engine/request_record.h"
#include "policies/estimates/estimates.h"
#include "policies/language/policy.h"

namespace tenure {

// What a workload is expected to need of one resource, and who says so.
struct Expected {
  enum class Source : std::uint8_t { kUnknown, kAnnotation, kRecord, kEstimate, kOwnRequest };
  std::optional<Quantity> amount;
  Source source = Source::kUnknown;
  // Percentiles of what history measured; null: there is none.
  const UsageEstimate* usage = nullptr;
};

// One resource of one container.
struct ResourceNeed {
  // What the pod asks for by itself: neither a LimitRange nor an earlier round
  // of ours put it there.
  std::optional<Quantity> own_request;
  bool is_ours = false;  // the request is what an earlier round of ours made it
  Expected expected;
};

struct ContainerNeed {
  std::size_t index = 0;  // in spec.containers
  bool is_main = false;
  ResourceNeed cpu;
  ResourceNeed memory;
};

// The pod of a request with everything that is known about it, before any
// class is chosen.
struct Subject {
  const Request& request;
  Intent intent;
  DecisionRecord earlier;  // of an earlier round, or of the pod this one was copied from
  RequestRecord earlier_requests;
  std::size_t main = 0;                 // the index of the main container
  std::vector<std::string> entrypoint;  // of a main container without a command, if it is known
  // The main container with its entrypoint, or without a wrapper that it came
  // with: so that it is the same in each round. Null: it is just that.
  std::optional<Container> written;
  std::string step;  // the workload step that it is a run of, where history is asked
  const Estimate* estimate = nullptr;
  Duration typical_runtime = Duration::Seconds(0);  // in this cluster
  std::vector<ContainerNeed> needs;                 // of the containers that are ours to look after

  [[nodiscard]] const Pod& pod() const { return request.pod; }
  [[nodiscard]] const Container& main_container() const { return pod().spec.containers[main]; }
  // The main container as its user wrote it.
  [[nodiscard]] const Container& as_written() const {
    return written ? *written : main_container();
  }
  [[nodiscard]] const ContainerNeed& main_need() const;
};

// The pod must have a container.
[[nodiscard]] Subject Examine(const Policy& policy, const Estimates& estimates,
                              const Request& request);

}  // namespace tenure
