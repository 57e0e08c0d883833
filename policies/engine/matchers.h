#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "policies/engine/subject.h"
#include "policies/language/match.h"

namespace tenure {

// How long the pod is expected to run, and who says so.
struct KnownRuntime {
  Duration duration = Duration::Seconds(0);
  // Null: the user said it. Else the duration is the median of its runs.
  const Estimate* history = nullptr;

  [[nodiscard]] bool IsEstimate() const { return history != nullptr; }
  // The longest that it has to be given: of history, what one run in twenty exceeds.
  [[nodiscard]] Duration Longest() const { return IsEstimate() ? history->runtime_p95 : duration; }
};

// None where nobody says, or where history has seen too few runs to go by.
[[nodiscard]] std::optional<KnownRuntime> RuntimeOf(const Subject& subject);

// What history says of a step, as a pattern for the step's name (fitted.h):
// "step {}: P50 3d4h, P95 6d, n=12".
[[nodiscard]] std::string Evidence(const Estimate& history);

// What matchers look at.
struct MatchFacts {
  const Subject& subject;
  std::optional<KnownRuntime> runtime;
};

// One key under `match`.
struct Matcher {
  std::string_view key;
  bool (*asked)(const Match& match);
  bool (*holds)(const Match& match, const MatchFacts& facts);
  // What it saw, and where that is short what it wanted: "runtime 12d, long from 6h".
  std::string (*saw)(const Match& match, const MatchFacts& facts);
  // What would have held, where `saw` leaves it out for being long: it is
  // written onto pods. Null: it does not.
  std::string (*wanted)(const Match& match) = nullptr;
};

[[nodiscard]] std::span<const Matcher> Matchers();

// Whether everything that `match` asks holds.
[[nodiscard]] bool Holds(const Match& match, const MatchFacts& facts);

}  // namespace tenure
