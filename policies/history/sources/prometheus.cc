#include "policies/history/sources/prometheus.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "policies/history/sources/json_fields.h"
#include "policies/history/sources/observed_pod.h"
#include "policies/history/units.h"
#include "policies/pod/json_document.h"

namespace tenure {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

struct Sample {
  std::int64_t first = 0;  // when the series was seen first and last
  std::int64_t last = 0;
  double value = 0;  // the largest
};

void TakePrefixed(object metric, std::string_view prefix,
                  std::map<std::string, std::string>& into) {
  for (const auto [key, value] : metric) {
    std::string_view text;
    if (key.starts_with(prefix) && value.get(text) == simdjson::SUCCESS) {
      into[std::string(key)] = text;
    }
  }
}

std::string_view Text(object metric, std::string_view key) {
  std::string_view text;
  return metric[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

ObservedContainer& ContainerOf(ObservedPod& pod, object metric) {
  return pod.containers[std::string(Text(metric, "container"))];
}

// What one series says of its pod.
using TakeSeries = void (*)(ObservedPod& pod, object metric, const Sample& sample);

struct Query {
  const char* series;
  TakeSeries take;
};

constexpr std::array kQueries = {
    Query{"kube_pod_start_time",
          [](ObservedPod& pod, object, const Sample& sample) {
            pod.started = static_cast<std::int64_t>(sample.value);
          }},
    Query{"kube_pod_completion_time",
          [](ObservedPod& pod, object, const Sample& sample) {
            pod.completed = static_cast<std::int64_t>(sample.value);
          }},
    Query{R"(kube_pod_status_phase{phase=~"Succeeded|Failed"})",
          [](ObservedPod& pod, object metric, const Sample& sample) {
            if (sample.value != 1) return;
            pod.succeeded = Text(metric, "phase") == "Succeeded";
            if (!pod.phase_at) pod.phase_at = sample.first;
          }},
    Query{
        R"(kube_pod_restart_policy{type="Always"})",
        [](ObservedPod& pod, object, const Sample& sample) { pod.long_lived = sample.value == 1; }},
    Query{R"(kube_pod_owner{owner_kind="Job"})",
          [](ObservedPod& pod, object metric, const Sample&) {
            pod.job = Text(metric, "owner_name");
          }},
    Query{"kube_pod_labels", [](ObservedPod& pod, object metric,
                                const Sample&) { TakePrefixed(metric, "label_", pod.labels); }},
    Query{"kube_pod_annotations",
          [](ObservedPod& pod, object metric, const Sample&) {
            TakePrefixed(metric, "annotation_", pod.annotations);
          }},
    Query{"kube_pod_container_info",
          [](ObservedPod& pod, object metric, const Sample&) {
            ContainerOf(pod, metric).image = Text(metric, "image");
          }},
    Query{R"(kube_pod_container_resource_requests{resource=~"cpu|memory"})",
          [](ObservedPod& pod, object metric, const Sample& sample) {
            ObservedContainer& container = ContainerOf(pod, metric);
            const bool is_cpu = Text(metric, "resource") == "cpu";
            (is_cpu ? container.requested_cpu : container.requested_memory) = sample.value;
          }},
    Query{R"(container_memory_working_set_bytes{container!="",container!="POD"})",
          [](ObservedPod& pod, object metric, const Sample& sample) {
            double& peak = ContainerOf(pod, metric).memory;
            peak = std::max(peak, sample.value);
          }},
    Query{R"(container_cpu_usage_seconds_total{container!="",container!="POD"})",
          [](ObservedPod& pod, object metric, const Sample& sample) {
            double& used = ContainerOf(pod, metric).cpu_seconds;
            used = std::max(used, sample.value);
          }},
};

// The values of a series: [[time, "value"], …].
std::optional<Sample> SampleOf(element series) {
  simdjson::dom::array values;
  if (series.at_pointer("/values").get(values) != simdjson::SUCCESS) return std::nullopt;
  std::optional<Sample> sample;
  for (const element point : values) {
    double time = 0;
    const auto value = ReadNumber(TextAt(point, "/1"));
    if (point.at_pointer("/0").get(time) != simdjson::SUCCESS || !value) continue;
    const auto at = static_cast<std::int64_t>(time);
    if (!sample) sample = Sample{at, at, *value};
    sample->last = at;
    sample->value = std::max(sample->value, *value);
  }
  return sample;
}

class Pods {
 public:
  Pods(const PrometheusOptions& options, std::span<const StepMatcher> matchers, Import& import)
      : options_(options), matchers_(matchers), import_(import) {}

  tl::expected<void, std::string> ReadChunk(std::int64_t from, std::int64_t to) {
    for (const Query& query : kQueries) {
      if (auto read = Ask(query, from, to); !read) return read;
    }
    LetGo(from);
    return {};
  }

  // Those that are not over teach nothing yet.
  void Finish() {
    for (auto& [name, pod] : pods_) {
      if (pod.phase_at) {
        Emit(name, pod);
      } else {
        import_.Skip(pod.long_lived ? Skipped::kLongLived : Skipped::kUnfinished);
      }
    }
  }

 private:
  tl::expected<void, std::string> Ask(const Query& query, std::int64_t from, std::int64_t to) {
    const auto body =
        HttpGet(options_.http, "/api/v1/query_range",
                {{"query", fmt::format("max_over_time({}[{}s])", query.series, options_.step)},
                 {"start", std::to_string(from + options_.step)},
                 {"end", std::to_string(to)},
                 {"step", std::to_string(options_.step)}});
    if (!body) return tl::unexpected(body.error());
    const auto parsed = document_.Parse(*body);
    simdjson::dom::array result;
    if (!parsed || TextAt(*parsed, "/status") != "success" ||
        parsed->at_pointer("/data/result").get(result) != simdjson::SUCCESS) {
      return tl::unexpected(options_.http.url + ": does not answer as Prometheus does");
    }
    for (const element series : result) Take(query, series);
    return {};
  }

  void Take(const Query& query, element series) {
    object metric;
    const auto sample = SampleOf(series);
    if (!sample || series.at_pointer("/metric").get(metric) != simdjson::SUCCESS) return;
    const std::string_view name = Text(metric, "pod");
    if (name.empty()) return;
    const std::string key = std::string(Text(metric, "namespace")) + "/" + std::string(name);
    ObservedPod& pod = pods_[key];
    const std::string_view uid = Text(metric, "uid");
    if (!uid.empty() && !pod.uid.empty() && pod.uid != uid) {
      Emit(key, pod);  // another pod of the same name: the earlier one is over
      pod = {};
    }
    if (!uid.empty()) pod.uid = uid;
    pod.last_seen = std::max(pod.last_seen, sample->last);
    query.take(pod, metric, *sample);
  }

  // Pods that are over, and pods that are gone: deleted while they ran.
  void LetGo(std::int64_t chunk_began) {
    std::erase_if(pods_, [&](auto& entry) {
      auto& [name, pod] = entry;
      const bool gone = pod.last_seen <= chunk_began;
      if (!pod.phase_at && !gone) return false;
      Emit(name, pod);
      return true;
    });
  }

  void Emit(const std::string& name, const ObservedPod& pod) {
    if (pod.long_lived) return import_.Skip(Skipped::kLongLived);
    const ObservedContainer* main = MainContainerOf(pod);
    const std::string step = StepOf(pod, matchers_);
    if (step.empty() || main == nullptr) return import_.Skip(Skipped::kNameless);
    const std::int64_t ended = pod.completed.value_or(pod.phase_at ? *pod.phase_at : pod.last_seen);
    if (!pod.started || ended < *pod.started) return import_.Skip(Skipped::kUnfinished);
    StepRun run{.step = step, .image = main->image, .finished = pod.succeeded, .ended = ended};
    run.id = Fingerprint(pod.uid.empty() ? name + std::to_string(*pod.started) : pod.uid);
    run.runtime = static_cast<double>(ended - *pod.started);
    if (main->memory > 0) run.memory = main->memory;
    if (main->cpu_seconds > 0 && run.runtime > 0) run.cpu = main->cpu_seconds / run.runtime;
    run.requested_cpu = main->requested_cpu;
    run.requested_memory = main->requested_memory;
    import_.Take(run);
  }

  const PrometheusOptions& options_;
  std::span<const StepMatcher> matchers_;
  Import& import_;
  JsonDocument document_;
  std::unordered_map<std::string, ObservedPod> pods_;  // by namespace/name
};

}  // namespace

tl::expected<void, std::string> ReadPrometheus(const PrometheusOptions& options,
                                               std::span<const StepMatcher> matchers,
                                               Import& import) {
  Pods pods(options, matchers, import);
  for (std::int64_t from = options.since; from < options.until; from += options.chunk) {
    const std::int64_t to = std::min(from + options.chunk, options.until);
    if (auto read = pods.ReadChunk(from, to); !read) return read;
    if (options.progress) options.progress(to);
  }
  pods.Finish();
  return {};
}

}  // namespace tenure
