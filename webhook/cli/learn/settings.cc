#include <ctime>

#include "policies/history/units.h"
#include "policies/pod/duration.h"
#include "webhook/cli/learn/read_runs.h"

namespace tenure {
namespace {

tl::expected<std::int64_t, std::string> Seconds(const char* option, const std::string& text) {
  const auto duration = Duration::Parse(text);
  if (!duration)
    return tl::unexpected(std::string(option) + ": \"" + text + "\" is " + duration.error());
  if (duration->seconds() == 0) return tl::unexpected(std::string(option) + ": must not be zero");
  return duration->seconds();
}

tl::expected<std::int64_t, std::string> Time(const char* option, const std::string& text,
                                             std::int64_t otherwise) {
  if (text.empty()) return otherwise;
  const auto time = ReadTime(text, 1);
  if (!time) return tl::unexpected(std::string(option) + ": \"" + text + "\" " + time.error());
  return *time;
}

tl::expected<std::vector<StepMatcher>, std::string> Matchers(
    const std::vector<std::string>& labels) {
  std::vector<StepMatcher> matchers;
  for (const std::string& text : labels) {
    const std::size_t equals = text.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == text.size()) {
      return tl::unexpected("--step-label: \"" + text + "\" is not ENGINE=LABEL");
    }
    matchers.push_back({.engine = text.substr(0, equals), .label = text.substr(equals + 1)});
  }
  return matchers;
}

}  // namespace

tl::expected<LearnSettings, std::string> ReadSettings(const LearnOptions& options) {
  const auto now = Time("--now", options.now, static_cast<std::int64_t>(std::time(nullptr)));
  if (!now) return tl::unexpected(now.error());
  const auto until = Time("--until", options.until, *now);
  if (!until) return tl::unexpected(until.error());
  const auto since = Seconds("--since", options.since);
  if (!since) return tl::unexpected(since.error());
  const auto half_life = Seconds("--half-life", options.half_life);
  if (!half_life) return tl::unexpected(half_life.error());
  const auto step = Seconds("--prometheus-step", options.prometheus_step);
  if (!step) return tl::unexpected(step.error());
  auto matchers = Matchers(options.step_labels);
  if (!matchers) return tl::unexpected(matchers.error());
  return LearnSettings{.history = {.half_life = static_cast<double>(*half_life), .now = *now},
                       .since = *until - *since,
                       .until = *until,
                       .prometheus_step = *step,
                       .matchers = std::move(*matchers)};
}

}  // namespace tenure
