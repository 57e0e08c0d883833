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
  std::int64_t runs = 0;  // of history; 0: the user said it

  [[nodiscard]] bool IsEstimate() const { return runs > 0; }
};

[[nodiscard]] std::optional<KnownRuntime> RuntimeOf(const Subject& subject);

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
