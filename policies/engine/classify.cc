#include "policies/engine/classify.h"

#include <algorithm>

#include "policies/engine/fitted.h"

namespace tenure {
namespace {

constexpr std::string_view kNoClass = "none";

// It goes into annotations, and what a matcher saw can be a user's text of any
// length: an annotation, an image.
constexpr std::size_t kLongestWhy = 240;

std::string WhyItHolds(const Match& match, const MatchFacts& facts) {
  std::string why;
  for (const Matcher& matcher : Matchers()) {
    if (!matcher.asked(match)) continue;
    if (!why.empty()) why += ", ";
    why += matcher.saw(match, facts);
  }
  return Fitted("{}", {{why}}, kLongestWhy);
}

const Match* FirstMatch(const ClassPolicy& candidate, const MatchFacts& facts) {
  const auto found = std::ranges::find_if(candidate.match,
                                          [&](const Match& match) { return Holds(match, facts); });
  return found == candidate.match.end() ? nullptr : &*found;
}

// Whether no match holds but by a runtime that only history knows.
bool RestsOnHistory(const ClassPolicy& candidate, const MatchFacts& facts) {
  if (!facts.runtime || !facts.runtime->IsEstimate()) return false;
  return FirstMatch(candidate, {facts.subject, std::nullopt}) == nullptr;
}

// Whether the runtime alone would make the pod one of this class.
bool RuntimeReaches(const ClassPolicy& candidate, const MatchFacts& facts) {
  return std::ranges::any_of(candidate.match, [&](const Match& match) {
    return match.runtime && match.runtime->HasThreshold() && Holds(match, facts);
  });
}

// What may be evicted first must be over by then even when it takes its time.
const ClassPolicy* Understated(const Policy& policy, const ClassPolicy* chosen, MatchFacts facts) {
  if (facts.runtime) facts.runtime->duration = facts.runtime->Longest();
  for (const ClassPolicy& candidate : policy.classes) {
    if (&candidate == chosen) return nullptr;
    if (RuntimeReaches(candidate, facts)) return &candidate;
  }
  return nullptr;
}

Classification ByAnnotation(const Policy& policy, std::string_view name, const MatchFacts& facts) {
  Classification result{.runtime = facts.runtime};
  if (name == kNoClass) {
    result.why = "annotation tenure.dev/class says none";
    return result;
  }
  result.chosen = policy.FindClass(name);
  if (result.chosen == nullptr) {
    result.why = "annotation tenure.dev/class names no class of the policy";
    return result;
  }
  result.why = "annotation tenure.dev/class";
  result.understated = Understated(policy, result.chosen, facts);
  return result;
}

}  // namespace

Classification Classify(const Policy& policy, const Subject& subject) {
  const MatchFacts facts{subject, RuntimeOf(subject)};
  if (subject.intent.class_name) return ByAnnotation(policy, *subject.intent.class_name, facts);
  for (const ClassPolicy& candidate : policy.classes) {
    if (const Match* match = FirstMatch(candidate, facts)) {
      return {.chosen = &candidate,
              .why = WhyItHolds(*match, facts),
              .runtime = facts.runtime,
              .by_history = RestsOnHistory(candidate, facts)};
    }
  }
  return {.why = "no class matches", .runtime = facts.runtime};
}

}  // namespace tenure
