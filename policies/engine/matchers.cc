#include "policies/engine/matchers.h"

#include <algorithm>
#include <array>

#include "policies/engine/fitted.h"
#include "policies/engine/globs.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

std::string Join(const std::vector<Glob>& globs) {
  std::string out;
  for (const Glob& glob : globs) {
    if (!out.empty()) out += ", ";
    out += glob.pattern;
  }
  return out;
}

std::string Join(const std::vector<KeyGlob>& entries) {
  std::string out;
  for (const KeyGlob& entry : entries) {
    if (!out.empty()) out += ", ";
    out += entry.key + '=' + entry.value.pattern;
  }
  return out;
}

// A step's name is made of what users write.
constexpr std::size_t kLongestEvidence = 120;

// --- runtime

std::string HistorySays(const Subject& subject) {
  return Fitted(Evidence(*subject.estimate), {{subject.step}}, kLongestEvidence);
}

bool RuntimeHolds(const Match& match, const MatchFacts& facts) {
  return facts.runtime &&
         facts.runtime->duration >= match.runtime->Threshold(facts.subject.typical_runtime);
}

std::string RuntimeSaw(const Match& match, const MatchFacts& facts) {
  if (!facts.runtime) {
    const bool is_weak = facts.subject.estimate != nullptr && facts.subject.estimate->weak;
    return is_weak ? "too few runs of " + HistorySays(facts.subject) : "runtime not known";
  }
  std::string out = facts.runtime->IsEstimate()
                        ? "runtime by history, " + HistorySays(facts.subject)
                        : "runtime " + facts.runtime->duration.Text();
  if (match.runtime->HasThreshold()) {
    out += ", long from " + match.runtime->Threshold(facts.subject.typical_runtime).Text();
  }
  return out;
}

// --- critical

bool CriticalHolds(const Match& match, const MatchFacts& facts) {
  return facts.subject.intent.critical == *match.critical;
}

std::string CriticalSaw(const Match&, const MatchFacts& facts) {
  return facts.subject.intent.critical ? "critical" : "not critical";
}

// --- requests: of the whole pod, as expected, which is the same in each round

Quantity Expectation(const Subject& subject, ResourceNeed ContainerNeed::* resource) {
  Quantity sum;
  for (const ContainerNeed& need : subject.needs) {
    if (const auto& amount = (need.*resource).expected.amount) sum = sum + *amount;
  }
  return sum;
}

bool RequestsHold(const Match& match, const MatchFacts& facts) {
  const RequestsMatch& asked = *match.requests;
  return (!asked.cpu_at_least ||
          Expectation(facts.subject, &ContainerNeed::cpu) >= *asked.cpu_at_least) &&
         (!asked.memory_at_least ||
          Expectation(facts.subject, &ContainerNeed::memory) >= *asked.memory_at_least);
}

void AppendRequest(std::string& out, std::string_view name, const Quantity& sum,
                   const std::optional<Quantity>& at_least) {
  if (!at_least) return;
  if (!out.empty()) out += ", ";
  out += name;
  out += " request " + sum.Canonical() + ", wanted at least " + at_least->Canonical();
}

std::string RequestsSaw(const Match& match, const MatchFacts& facts) {
  std::string out;
  AppendRequest(out, "cpu", Expectation(facts.subject, &ContainerNeed::cpu),
                match.requests->cpu_at_least);
  AppendRequest(out, "memory", Expectation(facts.subject, &ContainerNeed::memory),
                match.requests->memory_at_least);
  return out;
}

// --- where it comes from

bool NamespaceHolds(const Match& match, const MatchFacts& facts) {
  return MatchesAny(match.namespaces, facts.subject.request.name_space);
}

std::string NamespaceSaw(const Match&, const MatchFacts& facts) {
  return "namespace " + std::string(facts.subject.request.name_space);
}

bool ServiceAccountHolds(const Match& match, const MatchFacts& facts) {
  return MatchesAny(match.service_accounts, ServiceAccountOf(facts.subject.request));
}

std::string ServiceAccountSaw(const Match&, const MatchFacts& facts) {
  return "service account " + ServiceAccountOf(facts.subject.request);
}

std::string_view OwnerKind(const Subject& subject) {
  const OwnerReference* owner = subject.pod().metadata.Controller();
  return owner == nullptr ? std::string_view() : owner->kind;
}

bool OwnerHolds(const Match& match, const MatchFacts& facts) {
  return MatchesAny(match.owner_kinds, OwnerKind(facts.subject));
}

std::string OwnerSaw(const Match&, const MatchFacts& facts) {
  const std::string_view kind = OwnerKind(facts.subject);
  return kind.empty() ? "no owner" : "owner " + std::string(kind);
}

// --- what is on it

bool HasAll(const std::vector<KeyGlob>& wanted, const std::optional<StringMap>& map) {
  return std::ranges::all_of(wanted, [&](const KeyGlob& entry) {
    const auto value = map ? map->Find(entry.key) : std::nullopt;
    return value && entry.value.Matches(*value);
  });
}

std::string SawKeys(std::string_view what, const std::vector<KeyGlob>& wanted,
                    const std::optional<StringMap>& map) {
  std::string out;
  for (const KeyGlob& entry : wanted) {
    const auto value = map ? map->Find(entry.key) : std::nullopt;
    if (!out.empty()) out += ", ";
    out += std::string(what) + ' ' + entry.key;
    out += value ? "=" + std::string(*value) : " absent";
  }
  return out;
}

bool LabelsHold(const Match& match, const MatchFacts& facts) {
  return HasAll(match.labels, facts.subject.pod().metadata.labels);
}

std::string LabelsSaw(const Match& match, const MatchFacts& facts) {
  return SawKeys("label", match.labels, facts.subject.pod().metadata.labels);
}

bool AnnotationsHold(const Match& match, const MatchFacts& facts) {
  return HasAll(match.annotations, facts.subject.pod().metadata.annotations);
}

std::string AnnotationsSaw(const Match& match, const MatchFacts& facts) {
  return SawKeys("annotation", match.annotations, facts.subject.pod().metadata.annotations);
}

bool ImageHolds(const Match& match, const MatchFacts& facts) {
  return MatchesAny(match.images, facts.subject.main_container().image);
}

std::string ImageSaw(const Match& match, const MatchFacts& facts) {
  return "image " + std::string(facts.subject.main_container().image) + ", wanted " +
         Join(match.images);
}

bool ArgsHold(const Match& match, const MatchFacts& facts) {
  return re2::RE2::PartialMatch(facts.subject.as_written().CommandLine(), *match.args);
}

// The command line itself may hold a secret: it is never shown.
std::string ArgsSaw(const Match& match, const MatchFacts&) {
  return "command line, wanted " + match.args->pattern();
}

constexpr std::array kMatchers = {
    Matcher{"runtime", [](const Match& m) { return m.runtime.has_value(); }, RuntimeHolds,
            RuntimeSaw},
    Matcher{"critical", [](const Match& m) { return m.critical.has_value(); }, CriticalHolds,
            CriticalSaw},
    Matcher{"requests", [](const Match& m) { return m.requests.has_value(); }, RequestsHold,
            RequestsSaw},
    Matcher{"namespaces", [](const Match& m) { return !m.namespaces.empty(); }, NamespaceHolds,
            NamespaceSaw, [](const Match& m) { return Join(m.namespaces); }},
    Matcher{"images", [](const Match& m) { return !m.images.empty(); }, ImageHolds, ImageSaw},
    Matcher{"labels", [](const Match& m) { return !m.labels.empty(); }, LabelsHold, LabelsSaw,
            [](const Match& m) { return Join(m.labels); }},
    Matcher{"annotations", [](const Match& m) { return !m.annotations.empty(); }, AnnotationsHold,
            AnnotationsSaw, [](const Match& m) { return Join(m.annotations); }},
    Matcher{"serviceAccounts", [](const Match& m) { return !m.service_accounts.empty(); },
            ServiceAccountHolds, ServiceAccountSaw,
            [](const Match& m) { return Join(m.service_accounts); }},
    Matcher{"ownerKinds", [](const Match& m) { return !m.owner_kinds.empty(); }, OwnerHolds,
            OwnerSaw, [](const Match& m) { return Join(m.owner_kinds); }},
    Matcher{"args", [](const Match& m) { return m.args != nullptr; }, ArgsHold, ArgsSaw},
};

}  // namespace

std::optional<KnownRuntime> RuntimeOf(const Subject& subject) {
  if (subject.intent.runtime) return KnownRuntime{*subject.intent.runtime, 0};
  // What cannot be read is not replaced by a guess; and a server that has been
  // up for ninety days is not long-running work.
  if (subject.intent.IsUnreadable(names::kExpectedRuntime)) return std::nullopt;
  const std::string_view restart = subject.pod().spec.restart_policy;
  if (subject.estimate == nullptr || restart.empty() || restart == "Always") return std::nullopt;
  if (subject.estimate->weak) return std::nullopt;
  return KnownRuntime{subject.estimate->runtime_p50, subject.estimate};
}

std::string Evidence(const Estimate& history) {
  return "step {}: P50 " + history.runtime_p50.Text() + ", P95 " + history.runtime_p95.Text() +
         ", n=" + std::to_string(history.runs);
}

std::span<const Matcher> Matchers() { return kMatchers; }

bool Holds(const Match& match, const MatchFacts& facts) {
  return std::ranges::all_of(kMatchers, [&](const Matcher& matcher) {
    return !matcher.asked(match) || matcher.holds(match, facts);
  });
}

}  // namespace tenure
