#include "certs/rotation/rotate.h"

#include <algorithm>
#include <utility>

#include "certs/certificate.h"
#include "certs/rotation/carry_out.h"
#include "certs/rotation/plan.h"

namespace tenure {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A whole rotation takes eight; what does not end is wrong.
constexpr int kMostSteps = 40;
constexpr int kMostFailures = 10;  // in a row: 40 s
constexpr milliseconds kFirstBackoff{250};
constexpr milliseconds kLongestBackoff{8000};
constexpr seconds kLookAgain{1};
constexpr std::chrono::minutes kMostSkew{5};

std::string_view Verb(StepKind kind) {
  switch (kind) {
    case StepKind::kRefuse:
      return "refused";
    case StepKind::kCreateSecret:
      return "creating the Secret";
    case StepKind::kKeepTrusting:
      return "keeping an older CA trusted";
    case StepKind::kIssueFirst:
      return "issuing the first CA and certificate";
    case StepKind::kIssueNextCa:
      return "issuing the next CA";
    case StepKind::kTrust:
      return "writing the caBundle";
    case StepKind::kNoteTrusted:
      return "beginning the overlap";
    case StepKind::kSwitchCa:
      return "switching to the next CA";
    case StepKind::kForgetPrevious:
      return "no longer trusting the previous CA";
    case StepKind::kRenewServer:
      return "renewing the server certificate";
    case StepKind::kWait:
      return "waiting";
    case StepKind::kNothing:
      return "nothing to do";
  }
  return "unknown";
}

std::string TextOf(const Step& step, const Snapshot& snapshot) {
  std::string text(Verb(step.kind));
  if (step.kind == StepKind::kTrust) {
    text += " of " + snapshot.state.registrations.at(step.registration).text;
  }
  if (step.kind == StepKind::kNothing && step.due != Time::max()) {
    text += " until " + DateText(step.due);
  }
  return step.why.empty() ? text : text + ": " + step.why;
}

// A certificate dated by a clock that is wrong would be one that nobody else
// thinks valid.
tl::expected<void, std::string> CheckClock(const Snapshot& snapshot, Time now) {
  if (!snapshot.date) return {};
  const auto skew = now > *snapshot.date ? now - *snapshot.date : *snapshot.date - now;
  if (skew <= kMostSkew) return {};
  return tl::unexpected("the clock of this node says " + DateText(now) + ", the API server's " +
                        DateText(*snapshot.date) + "; set it, nothing was changed");
}

// Asked for once is done once.
void Tick(StepKind done, RotationOptions& options) {
  if (done == StepKind::kIssueNextCa) options.new_ca = false;
  if (done == StepKind::kRenewServer || done == StepKind::kSwitchCa ||
      done == StepKind::kIssueFirst) {
    options.renew = false;
  }
}

class Rotation {
 public:
  Rotation(Cluster& cluster, RotationOptions options, const RotationLimits& limits,
           const RotationEffects& effects)
      : cluster_(cluster), options_(std::move(options)), limits_(limits), effects_(effects) {}

  tl::expected<void, std::string> Run() {
    for (int steps = 0; steps < kMostSteps;) {
      const auto outcome = Turn();
      if (!outcome) return tl::unexpected(outcome.error());
      if (*outcome == Outcome::kEnd) return {};
      if (*outcome == Outcome::kStep) ++steps;
    }
    return tl::unexpected(std::string("still not done after 40 steps: is something else writing ") +
                          cluster_.SecretText() + '?');
  }

 private:
  enum class Outcome : std::uint8_t { kStep, kAgain, kEnd };
  using Turned = tl::expected<Outcome, std::string>;

  Turned Turn() {
    auto snapshot = cluster_.Read(!options_.secret_only);
    if (!snapshot) return AfterFailure(snapshot.error());
    const Time now = effects_.now();
    if (const auto clock = CheckClock(*snapshot, now); !clock) return tl::unexpected(clock.error());
    Step step = PlanRotation(snapshot->state, options_, now);
    const std::string text = TextOf(step, *snapshot);
    if (step.kind == StepKind::kRefuse) return tl::unexpected(step.why);
    if (step.kind == StepKind::kWait && !limits_.dry_run) return WaitFor(step);
    effects_.report(text);
    if (step.kind == StepKind::kNothing || limits_.dry_run) return Outcome::kEnd;
    const StepKind kind = step.kind;
    const auto written = Write(std::move(step), std::move(*snapshot), now);
    if (!written) return AfterFailure(written.error());
    Tick(kind, options_);
    failures_ = 0;
    return Outcome::kStep;
  }

  Cluster::Written Write(Step step, Snapshot snapshot, Time now) {
    if (step.kind == StepKind::kCreateSecret) return cluster_.CreateSecret();
    if (step.kind == StepKind::kTrust) {
      return cluster_.Trust(snapshot, step.registration, BundleOf(snapshot.state.stored));
    }
    const auto done = CarryOut(std::move(step), options_, now, snapshot.state.stored);
    if (!done) return tl::unexpected(ApiError{.text = done.error()});
    return cluster_.WriteSecret(snapshot, snapshot.state.stored);
  }

  Turned AfterFailure(const ApiError& error) {
    if (!error.is_passing || ++failures_ > kMostFailures) return tl::unexpected(error.text);
    effects_.report(error.text + "; reading again");
    effects_.sleep(std::min(kFirstBackoff * (1 << (failures_ - 1)), kLongestBackoff));
    return Outcome::kAgain;
  }

  Turned WaitFor(const Step& step) {
    if (waited_ >= limits_.wait) {
      return tl::unexpected(step.why + "; apply it, or leave out its name");
    }
    if (waited_ == seconds{0}) effects_.report("waiting: " + step.why);
    effects_.sleep(kLookAgain);
    waited_ += kLookAgain;
    return Outcome::kAgain;
  }

  Cluster& cluster_;
  RotationOptions options_;
  const RotationLimits& limits_;
  const RotationEffects& effects_;
  int failures_ = 0;
  seconds waited_{0};
};

}  // namespace

tl::expected<void, std::string> Rotate(Cluster& cluster, RotationOptions options,
                                       const RotationLimits& limits,
                                       const RotationEffects& effects) {
  return Rotation(cluster, std::move(options), limits, effects).Run();
}

}  // namespace tenure
