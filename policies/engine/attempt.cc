#include "policies/engine/attempt.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "policies/pod/names.h"

namespace tenure {
namespace {

using Text = std::optional<std::string_view>;

std::optional<std::int64_t> Count(const Text& text) {
  return text ? ParseCount(*text) : std::nullopt;
}

// Airflow's KubernetesPodOperator counts tries from 1.
std::optional<std::int64_t> ByAirflow(const Metadata& metadata) {
  if (!metadata.Label("dag_id")) return std::nullopt;
  const auto tries = Count(metadata.Label("try_number"));
  if (!tries) return std::nullopt;
  return std::max<std::int64_t>(*tries - 1, 0);
}

std::optional<std::int64_t> ByJobSet(const Metadata& metadata) {
  constexpr std::string_view kKey = "jobset.sigs.k8s.io/restart-attempt";
  const auto by_label = Count(metadata.Label(kKey));
  return by_label ? by_label : Count(metadata.Annotation(kKey));
}

// pkg/controller/job/backoff_utils.go: set with backoffLimitPerIndex.
std::optional<std::int64_t> ByIndexedJob(const Metadata& metadata) {
  return Count(metadata.Annotation("batch.kubernetes.io/job-index-failure-count"));
}

// The node of a step that retries ends in "(n)": "wf[0].assemble(1)".
std::optional<std::int64_t> ByArgo(const Metadata& metadata) {
  const auto node = metadata.Annotation("workflows.argoproj.io/node-name");
  if (!node || !node->ends_with(')')) return std::nullopt;
  const std::size_t open = node->rfind('(');
  if (open == std::string_view::npos) return std::nullopt;
  return ParseCount(node->substr(open + 1, node->size() - open - 2));
}

std::optional<std::int64_t> ByAnnotation(const Metadata& metadata) {
  return Count(metadata.Annotation(names::kAttempt));
}

constexpr std::array kSources = {ByAnnotation, ByAirflow, ByJobSet, ByIndexedJob, ByArgo};

}  // namespace

std::optional<std::int64_t> ParseCount(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  if (!is_whole || count < 0) return std::nullopt;
  return count;
}

std::optional<std::int64_t> AttemptOf(const Pod& pod) {
  for (const auto source : kSources) {
    if (const auto attempt = source(pod.metadata)) return attempt;
  }
  return std::nullopt;
}

}  // namespace tenure
