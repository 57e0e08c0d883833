#include "policies/language/tables/runtime_match.h"

#include <utility>

#include "policies/language/types/mapping.h"
#include "policies/language/types/scalars.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

constexpr std::int64_t kMostTimes = 100'000;

void CheckThreshold(Reading& reading, const YamlNode& node, RuntimeMatch& threshold) {
  if (!threshold.HasThreshold()) {
    reading.Fail(node, "says nothing; write known, or {atLeast: 6h}");
  } else if (threshold.times_typical && !reading.typical_runtime) {
    reading.Fail(*node.Find("timesTypical"),
                 "needs runtime.typical, which is not there; set it, or write atLeast alone");
  }
}

const Mapping<RuntimeMatch>& ThresholdTable() {
  static const Mapping<RuntimeMatch> table(
      {.name = "RuntimeThreshold",
       .meaning = "How long a pod is expected to run, at least; of two values, the larger.",
       .example = "runtime: {timesTypical: 10, atLeast: 6h}"},
      {
          Row<RuntimeMatch>("timesTypical", "As a multiple of `runtime.typical`.",
                            Integer(1, kMostTimes), &RuntimeMatch::times_typical),
          Row<RuntimeMatch>("atLeast", "As a time.", PositiveDuration(), &RuntimeMatch::at_least),
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
  return ThresholdTable().Read(reading, node);
}

}  // namespace

Type<RuntimeMatch> RuntimeMatchType() {
  TypeInfo info = Describe(ThresholdTable().info());
  info.words = "`known`, or a threshold";
  info.schema = {{"oneOf", {{{"const", "known"}}, info.schema}}};
  return {std::move(info), ReadRuntime};
}

}  // namespace tenure
