#include "policies/history/report/text_report.h"

#include <fmt/format.h>

#include <cmath>

namespace tenure {
namespace {

double ShareOf(double part, double whole) { return whole > 0 ? part / whole : 0; }

std::string ClassTable(const HistorySummary& summary) {
  std::string out = fmt::format("{:<14}{:>8}{:>8}{:>12}{:>10}{:>10}{:>12}\n", "CLASS", "STEPS",
                                "WEAK", "RUNS", "OF RUNS", "OF TIME", "OF CPU TIME");
  for (const ClassShare& share : summary.classes) {
    out += fmt::format(
        "{:<14}{:>8}{:>8}{:>12}{:>10}{:>10}{:>12}\n", ClassName(share), share.steps,
        share.weak_steps, share.runs,
        Percent(ShareOf(static_cast<double>(share.runs), static_cast<double>(summary.runs))),
        Percent(ShareOf(share.seconds, summary.seconds)),
        Percent(ShareOf(share.core_seconds, summary.core_seconds)));
  }
  return out;
}

std::string CoverageTable(const HistorySummary& summary) {
  if (summary.covered_runs == 0) return "No step has 20 runs with a memory peak.\n";
  std::string out =
      fmt::format("Memory peaks of {} runs, in steps of 20 runs or more\n", summary.covered_runs) +
      fmt::format("{:<14}{:>16}{:>26}\n", "LIMIT", "RUNS BELOW IT", "IN THE WORST TENTH");
  for (const LimitCoverage& coverage : summary.coverage) {
    out += fmt::format("{:<14}{:>16}{:>26}\n", coverage.name, Percent(coverage.share),
                       Percent(coverage.worst_tenth));
  }
  return out;
}

std::string RequestLine(std::string_view what, const Requested& sum) {
  if (sum.asked <= 0) return fmt::format("{:<14}not in these sources\n", what);
  return fmt::format("{:<14}{} of what was asked for\n", what, Percent(sum.used / sum.asked));
}

std::string LargestTable(const HistorySummary& summary) {
  std::string out = fmt::format("{:<48}{:>8}{:>10}{:>10}{:>10}{:>12}\n", "STEP", "RUNS", "OF TIME",
                                "P50", "P95", "MEMORY P95");
  for (const StepTime& step : summary.largest) {
    const auto& memory = step.estimate.memory;
    out += fmt::format("{:<48}{:>8}{:>10}{:>10}{:>10}{:>12}{}\n", step.name, step.runs,
                       Percent(step.share), Readable(step.estimate.runtime_p50),
                       Readable(step.estimate.runtime_p95), memory ? memory->p95.Canonical() : "",
                       step.estimate.weak ? "  weak" : "");
  }
  return out;
}

}  // namespace

std::string Readable(Duration duration) {
  const std::int64_t seconds = duration.seconds();
  constexpr std::int64_t kHour = 3600;
  constexpr std::int64_t kDay = 86'400;
  const auto rounded = [seconds](std::int64_t to) {
    return Duration::Seconds((seconds + to / 2) / to * to).Text();
  };
  if (seconds >= kDay) return rounded(kHour);
  return seconds >= kHour ? rounded(60) : rounded(1);
}

std::string Percent(double share) { return fmt::format("{:.1f} %", share * 100); }

std::string ClassName(const ClassShare& share) {
  return share.name.empty() ? "(no class)" : share.name;
}

std::string Headline(const HistorySummary& summary) {
  return fmt::format("The longest 1 % of the runs hold {} of the time, the longest 10 % hold {}.",
                     Percent(summary.TimeOfLongest(0.01)), Percent(summary.TimeOfLongest(0.1)));
}

std::string TextReport(const HistorySummary& summary) {
  std::string out =
      fmt::format("{} runs, {} of them cut off (killed, evicted or failed), {:.0f} hours in all\n",
                  summary.runs, summary.cut_off, summary.seconds / 3600);
  if (summary.typical_runtime) {
    out += "Typical runtime (the policy's runtime.typical): " + Readable(*summary.typical_runtime) +
           "\n";
  }
  out += Headline(summary) + "\n\n" + ClassTable(summary) + "\n" + CoverageTable(summary) + "\n";
  out += "Used, over the time that it was held\n";
  out += RequestLine("memory", summary.memory_request) + RequestLine("cpu", summary.cpu_request) +
         RequestLine("runtime", summary.runtime_request);
  return out + "\n" + LargestTable(summary);
}

}  // namespace tenure
