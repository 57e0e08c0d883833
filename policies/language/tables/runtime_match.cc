#include "policies/language/tables/runtime_match.h"

#include <algorithm>
#include <utility>

#include "policies/language/types/mapping.h"
#include "policies/language/types/scalars.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

// As it is written, before the typical runtime comes in.
struct Threshold {
  std::optional<std::int64_t> times_typical;
  std::optional<Duration> at_least;
};

constexpr std::int64_t kMostTimes = 100'000;

void CheckThreshold(Reading& reading, const YamlNode& node, Threshold& threshold) {
  if (!threshold.times_typical && !threshold.at_least) {
    reading.Fail(node, "says nothing; write known, or {atLeast: 6h}");
  } else if (threshold.times_typical && !reading.typical_runtime) {
    reading.Fail(*node.Find("timesTypical"),
                 "needs runtime.typical, which is not there; set it, or write atLeast alone");
  }
}

const Mapping<Threshold>& ThresholdTable() {
  static const Mapping<Threshold> table(
      {.name = "RuntimeThreshold",
       .meaning = "How long a pod is expected to run, at least; of two values, the larger.",
       .example = "runtime: {timesTypical: 10, atLeast: 6h}"},
      {
          Row<Threshold>("timesTypical", "As a multiple of `runtime.typical`.",
                         Integer(1, kMostTimes), &Threshold::times_typical),
          Row<Threshold>("atLeast", "As a time.", PositiveDuration(), &Threshold::at_least),
      },
      CheckThreshold);
  return table;
}

std::optional<RuntimeMatch> ReadScalar(Reading& reading, const YamlNode& node) {
  if (node.text == "known") return RuntimeMatch{};
  const bool is_duration = Duration::Parse(node.text).has_value();
  reading.Fail(node, Quoted(node.text) + " is not known" +
                         (is_duration ? "; did you mean {atLeast: " + node.text + "}?"
                                      : "; write known, or {atLeast: 6h}"));
  return std::nullopt;
}

std::optional<RuntimeMatch> ReadRuntime(Reading& reading, const YamlNode& node) {
  if (node.IsScalar()) return ReadScalar(reading, node);
  if (!Expect(reading, node, YamlNode::Kind::kMapping, "known, or a mapping")) return std::nullopt;
  const auto threshold = ThresholdTable().Read(reading, node);
  if (!threshold) return std::nullopt;
  const Duration nothing = Duration::Seconds(0);
  const Duration typical = reading.typical_runtime.value_or(nothing);
  const Duration multiple = typical * threshold->times_typical.value_or(0);
  return RuntimeMatch{std::max(multiple, threshold->at_least.value_or(nothing))};
}

}  // namespace

Type<RuntimeMatch> RuntimeMatchType() {
  TypeInfo info = Describe(ThresholdTable().info());
  info.words = "`known`, or a threshold";
  info.schema = {{"oneOf", {{{"const", "known"}}, info.schema}}};
  return {std::move(info), ReadRuntime};
}

}  // namespace tenure
