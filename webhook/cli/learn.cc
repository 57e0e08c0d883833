#include "webhook/cli/learn.h"

#include <iostream>
#include <memory>

#include "policies/history/estimate_steps.h"
#include "policies/history/leave_one_out.h"
#include "policies/history/report/html_report.h"
#include "policies/history/report/text_report.h"
#include "policies/history/units.h"
#include "policies/history/writer.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/learn/classes.h"
#include "webhook/cli/learn/evaluate_text.h"
#include "webhook/cli/learn/learn_history.h"
#include "webhook/cli/learn/options.h"
#include "webhook/cli/policy_file.h"

namespace tenure {
namespace {

using Outcome = tl::expected<void, std::string>;

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure learn --nextflow trace-*.txt --output estimates.yaml\n"
    "  kubectl get workflows -A -o json | tenure learn --argo - --history history.json --output "
    "estimates.json\n"
    "  tenure learn --prometheus http://prometheus:9090 --since 90d --history history.json\n"
    "  tenure learn report --history history.json --html report.html\n"
    "  tenure learn evaluate --nextflow trace-*.txt --long-from 6h\n"
    "\n"
    "A run counts once, however often it is read. docs/estimates.md explains the method.";

// JSON where it was asked for, or where YAML would not fit into a ConfigMap.
std::string Document(const LearnOptions& options, const Estimates& estimates,
                     const std::string& day) {
  const bool json =
      options.format == "json" || (options.format.empty() && options.output.ends_with(".json"));
  if (json) return EstimatesJson(estimates, day);
  std::string yaml = EstimatesYaml(estimates, day);
  if (yaml.size() <= kConfigMapBytes) return yaml;
  if (options.format.empty()) return EstimatesJson(estimates, day);
  std::cerr
      << "warning: more than 1 MiB of YAML, which the server does not read; use --format json\n";
  return yaml;
}

Outcome NeedInput(const LearnOptions& options) {
  if (options.HasSources() || !options.history.empty()) return {};
  return tl::unexpected(
      std::string("nothing to learn from: give --nextflow, --argo, --pods, --sacct, --csv, "
                  "--prometheus or --history"));
}

Outcome Learn(const LearnOptions& options, const LearnSettings& settings) {
  const auto history = LearnHistory(options, settings, std::cerr);
  if (!history) return tl::unexpected(history.error());
  if (auto kept = KeepHistory(options, *history); !kept) return kept;
  const Estimates estimates = Estimator(*history, {.min_runs = options.min_runs}).All();
  std::cerr << estimates.size() << " steps\n";
  return WriteWhole(options.output, Document(options, estimates, DayOf(settings.history.now)));
}

Outcome Report(const LearnOptions& options, const LearnSettings& settings) {
  const auto policy = LoadPolicyFile(options.policy, std::cerr);
  if (!policy) return tl::unexpected(std::string("the policy cannot be used"));
  const auto history = LearnHistory(options, settings, std::cerr);
  if (!history) return tl::unexpected(history.error());
  const Estimates estimates = Estimator(*history, {.min_runs = options.min_runs}).All();
  const HistorySummary summary = Summarize(*history, estimates, ClassesOf(*policy));
  if (!options.html.empty()) {
    const std::string page = HtmlReport(summary, DayOf(settings.history.now));
    if (auto written = WriteWhole(options.html, page); !written) return written;
  }
  return WriteWhole(options.output, TextReport(summary));
}

tl::expected<double, std::string> Threshold(const LearnOptions& options) {
  if (!options.long_from.empty()) {
    const auto from = Duration::Parse(options.long_from);
    if (!from)
      return tl::unexpected("--long-from: \"" + options.long_from + "\" is " + from.error());
    return static_cast<double>(from->seconds());
  }
  const auto policy = LoadPolicyFile(options.policy, std::cerr);
  const auto from = policy ? LongFrom(*policy) : std::nullopt;
  if (!from)
    return tl::unexpected(std::string("the policy has no class by runtime; give --long-from"));
  return *from;
}

// Reads everything twice: once to learn, once to foretell each run.
Outcome Evaluate(const LearnOptions& options, const LearnSettings& settings) {
  const auto threshold = Threshold(options);
  if (!threshold) return tl::unexpected(threshold.error());
  History by_step(settings.history);
  History by_image(settings.history);
  auto read = ReadRuns(options, settings, std::cerr, [&](StepRun run) {
    by_step.Add(run);
    const std::string image = ImageKey(run);
    run.step = image;
    by_image.Add(run);
  });
  if (!read) return read;
  LeaveOneOut evaluation(by_step, by_image, *threshold);
  std::ostream nowhere(nullptr);
  read = ReadRuns(options, settings, nowhere, [&](const StepRun& run) { evaluation.Take(run); });
  if (!read) return read;
  return WriteWhole(options.output, EvaluationText(evaluation.result(), *threshold));
}

using Action = Outcome (*)(const LearnOptions&, const LearnSettings&);

int RunAction(Action action, const LearnOptions& options) {
  const auto outcome =
      NeedInput(options)
          .and_then([&] { return ReadSettings(options); })
          .and_then([&](const LearnSettings& settings) { return action(options, settings); });
  if (outcome) return kExitSuccess;
  std::cerr << "tenure learn: " << outcome.error() << '\n';
  return kExitUsage;
}

CLI::App* AddAction(CLI::App& parser, LearnOptions& options, const char* name,
                    const char* description) {
  CLI::App* action = parser.add_subcommand(name, description);
  AddSourceOptions(*action, options);
  action->add_option("--policy", options.policy, "whose classes; default: the built-in one")
      ->type_name("FILE");
  action->add_option("--output,-o", options.output, "default: standard output")->type_name("FILE");
  return action;
}

}  // namespace

Command AddLearn(CLI::App& program) {
  const auto options = std::make_shared<LearnOptions>();
  CLI::App* parser =
      program.add_subcommand("learn", "Learn runtimes and usage of workload steps from history");
  parser->footer(kExamples);
  AddSourceOptions(*parser, *options);
  parser->add_option("--output,-o", options->output, "default: standard output")->type_name("FILE");
  parser->add_option("--format", options->format, "default: by the name of the output, or its size")
      ->check(CLI::IsMember({"yaml", "json"}));
  const CLI::App* report =
      AddAction(*parser, *options, "report", "What the estimates would do, as text and as a page");
  parser->get_subcommand("report")
      ->add_option("--html", options->html, "write the page there too")
      ->type_name("FILE");
  const CLI::App* evaluate =
      AddAction(*parser, *options, "evaluate", "How well they foretell each run from the others");
  parser->get_subcommand("evaluate")
      ->add_option("--long-from", options->long_from,
                   "runtime of a long run; default: the policy's");
  parser->require_subcommand(0, 1);
  return {parser, [options, report, evaluate] {
            if (report->parsed()) return RunAction(&Report, *options);
            if (evaluate->parsed()) return RunAction(&Evaluate, *options);
            return RunAction(&Learn, *options);
          }};
}

}  // namespace tenure
