#include "policies/history/report/html_report.h"

#include <fmt/format.h>

#include "policies/history/report/svg.h"
#include "policies/history/report/text_report.h"

namespace tenure {
namespace {

constexpr const char* kHead = R"html(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What Tenure learnt</title>
<style>
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5c6675; --room: #e8ebf0; --long: #b3442e;
        --short: #3c7a6f; --other: #8a93a1; --paper: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --soft: #9aa4b2; --room: #2b323c;
        --long: #e2775f; --short: #6fb5a8; --other: #7f8998; --paper: #161a20; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
       max-width: 1080px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.05rem; margin: 0 0 .3rem; }
.lead { font-size: 1.15rem; } .soft { color: var(--soft); }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 2rem; }
svg { width: 100%; height: auto; } svg text { font: 15px system-ui, sans-serif; fill: var(--ink); }
.room { fill: var(--room); } .long { fill: var(--long); } .short { fill: var(--short); }
.other { fill: var(--other); } .grid { stroke: var(--room); } .curve { fill: none; stroke: var(--long); stroke-width: 2.5; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 2rem; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--room); }
th:first-child, td:first-child { text-align: left; overflow-wrap: anywhere; } th { color: var(--soft); font-weight: 600; }
section { margin-bottom: 1.5rem; }
</style></head><body>
)html";

// Colours say who is protected: the class with the longest runs first.
std::string StyleOf(const ClassShare& share) {
  if (share.name.empty()) return "other";
  return share.name == "short" ? "short" : "long";
}

double ShareOf(double part, double whole) { return whole > 0 ? part / whole : 0; }

std::string Section(std::string_view title, std::string_view explanation, const std::string& body) {
  return fmt::format("<section><h2>{}</h2><div class=\"soft\">{}</div>\n{}</section>\n",
                     EscapedMarkup(title), EscapedMarkup(explanation), body);
}

std::string ClassPlots(const HistorySummary& summary) {
  std::vector<Bar> runs;
  std::vector<Bar> time;
  for (const ClassShare& share : summary.classes) {
    const std::string label = ClassName(share);
    runs.push_back({label,
                    ShareOf(static_cast<double>(share.runs), static_cast<double>(summary.runs)),
                    StyleOf(share)});
    time.push_back({label, ShareOf(share.seconds, summary.seconds), StyleOf(share)});
  }
  return Section("Runs by class", "How many pods the policy would put where.",
                 BarChart("Runs by class", runs)) +
         Section("Time by class", "How much of all pods' running time that is.",
                 BarChart("Time by class", time));
}

std::string ConcentrationPlot(const HistorySummary& summary) {
  std::vector<PlotPoint> points;
  // The plot begins at one run in a thousand.
  constexpr double kLeftEdge = 1e-3;
  points.push_back({kLeftEdge, summary.TimeOfLongest(kLeftEdge)});
  for (const Concentration& at : summary.concentration) {
    if (at.runs > kLeftEdge) points.push_back({at.runs, at.time});
  }
  return Section(
      "A few runs hold most of the time",
      "Runs from the longest down, and the time that they hold together.",
      ShareCurve("Concentration", "share of runs, the longest first", "share of time", points));
}

std::string CoveragePlot(const HistorySummary& summary) {
  std::vector<Bar> bars;
  bars.reserve(summary.coverage.size());
  for (const LimitCoverage& coverage : summary.coverage) {
    bars.push_back({coverage.name, coverage.share, "short"});
  }
  return Section("Runs below a memory limit",
                 fmt::format("Peaks of {} runs, in steps of 20 runs or more, against limits made "
                             "of their step's figures.",
                             summary.covered_runs),
                 BarChart("Coverage of memory limits", bars));
}

std::string RequestPlot(const HistorySummary& summary) {
  std::vector<Bar> bars;
  for (const auto& [name, sum] :
       {std::pair{"memory", summary.memory_request}, std::pair{"cpu", summary.cpu_request},
        std::pair{"runtime", summary.runtime_request}}) {
    if (sum.asked > 0) bars.push_back({name, sum.used / sum.asked, "other"});
  }
  if (bars.empty()) return {};
  return Section("Used of what was asked for",
                 "Weighted by how long it was held; runtime against the time limit.",
                 BarChart("Used of what was asked for", bars));
}

std::string StepRow(const StepTime& step) {
  const Estimate& estimate = step.estimate;
  return fmt::format(
      "<tr><td>{}{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
      EscapedMarkup(step.name), estimate.weak ? " <span class=\"soft\">(weak)</span>" : "",
      step.runs, Percent(step.share), Readable(estimate.runtime_p50),
      Readable(estimate.runtime_p95), estimate.memory ? estimate.memory->p95.Canonical() : "");
}

std::string StepTable(const HistorySummary& summary) {
  std::string rows;
  for (const StepTime& step : summary.largest) rows += StepRow(step);
  return Section(
      "The steps that hold the most time", "",
      "<table><thead><tr><th>Step</th><th>Runs</th><th>Of time</th><th>P50</th><th>P95</th>"
      "<th>Memory P95</th></tr></thead><tbody>\n" +
          rows + "</tbody></table>\n");
}

}  // namespace

std::string HtmlReport(const HistorySummary& summary, const std::string& day) {
  std::string out = kHead;
  out += "<h1>What Tenure learnt</h1>\n";
  out += fmt::format(
      "<p class=\"soft\">{} · {} runs, {} of them cut off · {:.0f} hours · typical runtime "
      "{}</p>\n",
      EscapedMarkup(day), summary.runs, summary.cut_off, summary.seconds / 3600,
      summary.typical_runtime ? Readable(*summary.typical_runtime) : "not known");
  out += "<p class=\"lead\">" + EscapedMarkup(Headline(summary)) + "</p>\n<div class=\"plots\">\n";
  out += "<div>" + ClassPlots(summary) + "</div><div>" + ConcentrationPlot(summary) + "</div>";
  out += "<div>" + CoveragePlot(summary) + "</div><div>" + RequestPlot(summary) + "</div>";
  return out + "</div>\n" + StepTable(summary) + "</body></html>\n";
}

}  // namespace tenure
