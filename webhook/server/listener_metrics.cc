#include "webhook/server/listener_metrics.h"

namespace tenure {
namespace {

Malformed ReasonOf(Refusal why) {
  switch (why) {
    case Refusal::kHandshake:
      return Malformed::kHandshake;
    case Refusal::kHandshakeTimeout:
      return Malformed::kHandshakeTimeout;
    case Refusal::kTooLarge:
      return Malformed::kTooLarge;
    case Refusal::kHeadTimeout:
      return Malformed::kHeadTimeout;
    case Refusal::kBodyTimeout:
      return Malformed::kBodyTimeout;
    case Refusal::kWriteTimeout:
      return Malformed::kWriteTimeout;
    case Refusal::kFraming:
      break;
  }
  return Malformed::kFraming;
}

}  // namespace

void ListenerMetrics::OnRefused(Refusal why) { metrics_.CountMalformed(ReasonOf(why)); }

void ListenerMetrics::OnShed(Shed what) { metrics_.CountShed(what); }

void ListenerMetrics::OnTurn(std::chrono::nanoseconds lag) {
  metrics_.ObserveLoopLag(std::chrono::duration<double>(lag).count());
}

}  // namespace tenure
