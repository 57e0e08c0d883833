#pragma once

#include "webhook/listener/listener_events.h"
#include "webhook/server/metrics.h"

namespace tenure {

// What the admission listener tells, counted.
class ListenerMetrics final : public ListenerEvents {
 public:
  explicit ListenerMetrics(Metrics& metrics) : metrics_(metrics) {}

  void OnRefused(Refusal why) override;
  void OnShed(Shed what) override;
  void OnTurn(std::chrono::nanoseconds lag) override;

 private:
  Metrics& metrics_;
};

}  // namespace tenure
