#include "policies/history/sources/kubectl_pods.h"

#include <algorithm>

#include "policies/history/sources/json_fields.h"
#include "policies/history/sources/json_items.h"
#include "policies/history/units.h"
#include "policies/pod/json_document.h"
#include "policies/pod/pod_decoder.h"

namespace tenure {
namespace {

using simdjson::dom::element;

struct Span {
  std::int64_t started = 0;
  std::int64_t ended = 0;
};

std::optional<Span> SpanOf(element terminated) {
  const auto started = ReadTime(TextAt(terminated, "/startedAt"), 1);
  const auto ended = ReadTime(TextAt(terminated, "/finishedAt"), 1);
  if (!started || !ended) return std::nullopt;
  return Span{*started, *ended};
}

// How long the main container ran; of an evicted pod, whose containers may have
// no status, how long the pod was there.
std::optional<Span> SpanOf(element pod, std::string_view main) {
  simdjson::dom::array statuses;
  if (pod.at_pointer("/status/containerStatuses").get(statuses) == simdjson::SUCCESS) {
    for (const element status : statuses) {
      element terminated;
      if (TextAt(status, "/name") != main) continue;
      if (status.at_pointer("/state/terminated").get(terminated) == simdjson::SUCCESS) {
        return SpanOf(terminated);
      }
    }
  }
  simdjson::dom::array conditions;
  const auto started = ReadTime(TextAt(pod, "/status/startTime"), 1);
  if (!started || pod.at_pointer("/status/conditions").get(conditions) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  std::int64_t ended = 0;
  for (const element condition : conditions) {
    const auto at = ReadTime(TextAt(condition, "/lastTransitionTime"), 1);
    ended = std::max(ended, at.value_or(0));
  }
  return Span{*started, ended};
}

std::optional<double> Amount(const Container& main, std::string_view resource) {
  const Quantity* request = main.Request(resource);
  if (request == nullptr) return std::nullopt;
  constexpr double kMilli = 1000;
  return resource == "cpu" ? static_cast<double>(request->MilliValue()) / kMilli
                           : static_cast<double>(request->Value());
}

class Pods {
 public:
  Pods(std::span<const StepMatcher> matchers, Import& import)
      : matchers_(matchers), import_(import) {}

  void Take(std::string_view text, std::size_t line) {
    const auto parsed = document_.Parse(text);
    if (!parsed) return import_.Malformed(line, parsed.error());
    if (TextAt(*parsed, "/kind") != "Pod") {
      return import_.Malformed(
          line, "is no Pod: kind is \"" + std::string(TextAt(*parsed, "/kind")) + "\"");
    }
    JsonReader reader;
    const Pod pod = DecodePod(reader, *parsed, {});
    if (reader.error()) return import_.Malformed(line, reader.error()->Text());
    TakePod(*parsed, pod, line);
  }

 private:
  void TakePod(element object, const Pod& pod, std::size_t line) {
    const std::string_view phase = TextAt(object, "/status/phase");
    if (pod.spec.restart_policy == "Always") return import_.Skip(Skipped::kLongLived);
    if (phase != "Succeeded" && phase != "Failed") return import_.Skip(Skipped::kUnfinished);
    const Container* main = MainContainerOf(pod);
    if (main == nullptr) return import_.Skip(Skipped::kNameless);
    const auto span = SpanOf(object, main->name);
    if (!span) return import_.Skip(Skipped::kUnfinished);  // it never ran
    if (span->ended < span->started) return import_.Malformed(line, "ends before it starts");
    const std::string step = StepOf(pod, *main, matchers_);
    if (step.empty()) return import_.Skip(Skipped::kNameless);
    StepRun run{.step = step, .image = main->image, .finished = phase == "Succeeded"};
    run.runtime = static_cast<double>(span->ended - span->started);
    run.ended = span->ended;
    run.id = Fingerprint(TextAt(object, "/metadata/uid"));
    run.requested_cpu = Amount(*main, "cpu");
    run.requested_memory = Amount(*main, "memory");
    if (pod.spec.active_deadline_seconds) {
      run.requested_runtime = static_cast<double>(*pod.spec.active_deadline_seconds);
    }
    import_.Take(run);
  }

  std::span<const StepMatcher> matchers_;
  Import& import_;
  JsonDocument document_;
};

}  // namespace

tl::expected<void, std::string> ReadKubectlPods(ByteSource& source,
                                                std::span<const StepMatcher> matchers,
                                                Import& import) {
  Pods pods(matchers, import);
  return JsonItems([&](std::string_view json, std::size_t line) { pods.Take(json, line); })
      .Read(source);
}

}  // namespace tenure
