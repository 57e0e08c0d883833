#include "policies/estimates/fields.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "policies/pod/calendar_day.h"

namespace tenure {
namespace {

using Problem = std::optional<std::string>;

std::string Quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  return '"' + std::string(text.substr(0, kShown)) + '"';
}

Problem SetRuns(Estimate& estimate, std::string_view text) {
  std::int64_t runs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), runs);
  if (error != std::errc() || end != text.data() + text.size() || runs < 1) {
    return Quoted(text) + " is not a number of runs; write a whole number of at least 1";
  }
  estimate.runs = runs;
  return {};
}

Problem SetLastSeen(Estimate& estimate, std::string_view text) {
  if (!ParseDay(text)) return Quoted(text) + " is not a day; write it as 2026-11-21";
  estimate.last_seen = text;
  return {};
}

Problem SetWeak(Estimate& estimate, std::string_view text) {
  if (text != "true" && text != "false") return Quoted(text) + " is not true or false";
  estimate.weak = text == "true";
  return {};
}

Problem SetDuration(Duration& duration, std::string_view text) {
  const auto parsed = Duration::Parse(text);
  if (!parsed) return Quoted(text) + " is " + parsed.error();
  duration = *parsed;
  return {};
}

Problem SetQuantity(Quantity& quantity, std::string_view text) {
  const auto parsed = Quantity::Parse(text);
  if (!parsed) {
    std::string problem = Quoted(text) + " is " + std::string(Describe(parsed.error()));
    if (const auto meant = SuggestQuantity(text)) problem += "; did you mean " + *meant + "?";
    return problem;
  }
  if (parsed->IsNegative()) return Quoted(text) + " is negative";
  quantity = *parsed;
  return {};
}

struct RuntimePart {
  std::string_view name;
  Duration Estimate::* member;
};
constexpr std::array kRuntimeParts = {RuntimePart{"p50", &Estimate::runtime_p50},
                                      RuntimePart{"p95", &Estimate::runtime_p95},
                                      RuntimePart{"max", &Estimate::runtime_max}};

struct UsagePart {
  std::string_view name;
  Quantity UsageEstimate::* member;
};
constexpr std::array kUsageParts = {
    UsagePart{"mean", &UsageEstimate::mean}, UsagePart{"p50", &UsageEstimate::p50},
    UsagePart{"p95", &UsageEstimate::p95}, UsagePart{"max", &UsageEstimate::max}};

Problem SetRuntime(Estimate& estimate, std::string_view part, std::string_view text) {
  const auto* found = std::ranges::find(kRuntimeParts, part, &RuntimePart::name);
  if (found == kRuntimeParts.end()) return "is not known; a runtime has p50, p95 and max";
  return SetDuration(estimate.*(found->member), text);
}

Problem SetUsage(std::optional<UsageEstimate>& usage, std::string_view part,
                 std::string_view text) {
  const auto* found = std::ranges::find(kUsageParts, part, &UsagePart::name);
  if (found == kUsageParts.end()) return "is not known; a usage has mean, p50, p95 and max";
  if (!usage) usage.emplace();
  return SetQuantity((*usage).*(found->member), text);
}

Problem UsageContradiction(std::string_view what, const std::optional<UsageEstimate>& usage) {
  if (!usage) return {};
  if (usage->mean.IsZero() || usage->p95.IsZero()) {
    return std::string(what) + " needs mean and p95, above zero";
  }
  if (usage->p50 > usage->p95) return std::string(what) + ": p50 is above p95";
  return {};
}

}  // namespace

Problem SetField(Estimate& estimate, std::string_view field, std::string_view part,
                 std::string_view text) {
  if (HasParts(field) != !part.empty()) {
    return HasParts(field) ? Problem("must be a mapping") : Problem("must not be a mapping");
  }
  if (field == "runs") return SetRuns(estimate, text);
  if (field == "lastSeen") return SetLastSeen(estimate, text);
  if (field == "weak") return SetWeak(estimate, text);
  if (field == "runtime") return SetRuntime(estimate, part, text);
  if (field == "cpu") return SetUsage(estimate.cpu, part, text);
  if (field == "memory") return SetUsage(estimate.memory, part, text);
  return "is not known; a step has runs, lastSeen, weak, runtime, cpu and memory";
}

bool HasParts(std::string_view field) {
  return field == "runtime" || field == "cpu" || field == "memory";
}

Problem Contradiction(const Estimate& estimate) {
  if (estimate.runtime_p50 > estimate.runtime_p95) return "runtime: p50 is above p95";
  if (auto problem = UsageContradiction("cpu", estimate.cpu)) return problem;
  return UsageContradiction("memory", estimate.memory);
}

}  // namespace tenure
