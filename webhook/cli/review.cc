#include "webhook/cli/review.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>

#include "policies/workload/workload.h"
#include "webhook/cli/ceiling.h"
#include "webhook/cli/estimates_file.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy_file.h"
#include "webhook/cli/review/explain.h"
#include "webhook/cli/review/gather.h"
#include "webhook/cli/review/mortality.h"
#include "webhook/cli/review/report.h"

namespace tenure {
namespace {

struct Output {
  std::string_view name;
  void (*write)(std::ostream& out, const ReviewReport& report);
};

constexpr std::array kOutputs = {
    Output{"json", &WriteJson},
    Output{"yaml", &WriteYaml},
    Output{"patch", &WritePatches},
};

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure review job.yaml                         what would become of its pods, and why\n"
    "  tenure review --policy policy.yaml manifests/  a folder, by a policy of your own\n"
    "  helm template . | tenure review -              whatever comes from a pipe\n"
    "  tenure review --output json *.yaml             for a pipeline; see the exit status\n"
    "  kubectl get pods -o json | tenure review -     pods that exist, as if created anew\n"
    "  tenure review --estimates estimates.yaml job.yaml\n"
    "                                                 by what history says of its step\n"
    "  tenure review --explain job.yaml               every matcher and rule, and what it saw\n"
    "  tenure review --mortality job.yaml             what can still end its pods, and why not\n"
    "  tenure review --mortality --output json job.yaml | jq '.[].mortality[] | .killer'\n"
    "\n"
    "Exit status: 0 all admitted, 1 something refused, 2 wrong usage, input or policy.";

void AddWhatIsAskedFor(const Bench& bench, const ReviewOptions& options, Verdict& verdict) {
  if (options.explain) verdict.explanation = Explain(bench, verdict);
  if (options.mortality) verdict.mortality = MortalityOf(bench, verdict);
}

ReviewReport JudgeAll(const Bench& bench, const ReviewOptions& options, Submissions& submissions) {
  const std::string& file = options.policy_file;
  ReviewReport report{.policy_name = file.empty() ? "the built-in policy" : file,
                      .skipped = submissions.skipped,
                      .notes = submissions.notes};
  for (Submission& submission : submissions.pods) {
    auto verdict = Judge(bench, std::move(submission));
    if (verdict) {
      AddWhatIsAskedFor(bench, options, *verdict);
      report.verdicts.push_back(std::move(*verdict));
    } else {
      submissions.errors.push_back(verdict.error().Text());
    }
  }
  return report;
}

void ExplainNothing(const ReviewReport& report, std::ostream& errors) {
  for (const std::string& note : report.notes) errors << "not reviewed: " << note << '\n';
  const bool is_empty = report.skipped.empty() && report.notes.empty();
  errors << "nothing to review: " << (is_empty ? "the input is empty" : SkippedText(report.skipped))
         << '\n'
         << "tenure review takes " << WorkloadKinds() << ", and AdmissionReviews of these.\n";
}

// Text tells in its own place what the others must not mix into their output.
void WriteNotes(const ReviewReport& report, std::ostream& errors) {
  for (const Verdict& verdict : report.verdicts) {
    for (const std::string& caveat : verdict.submission.caveats) {
      errors << "note: " << verdict.submission.source << ": " << caveat << '\n';
    }
  }
  for (const std::string& note : report.notes) errors << "note: not reviewed: " << note << '\n';
  if (!report.skipped.empty()) errors << "note: " << SkippedText(report.skipped) << '\n';
}

void Write(const ReviewReport& report, const ReviewOptions& options, const ReviewStreams& streams) {
  const auto* output = std::ranges::find(kOutputs, options.output, &Output::name);
  if (output == kOutputs.end()) return WriteText(streams.out, report, options.colours);
  output->write(streams.out, report);
  WriteNotes(report, streams.errors);
}

int StatusOf(const ReviewReport& report) {
  return std::ranges::all_of(report.verdicts, &Verdict::IsAdmitted) ? kExitSuccess : kExitRefused;
}

// https://no-color.org: set and not empty.
bool WantsColours() {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): no threads here
  const char* terminal = std::getenv("TERM");      // NOLINT(concurrency-mt-unsafe)
  return isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

}  // namespace

int RunReview(const ReviewOptions& options, const ReviewStreams& streams) {
  const std::optional<Policy> policy = LoadPolicyFile(options.policy_file, streams.errors);
  const auto estimates = LoadEstimatesFile(options.estimates_file, streams.errors);
  if (!policy || !estimates) return kExitUsage;

  Submissions submissions = Gather(options.inputs, options.name_space, streams.in);
  const Bench bench{*policy, *estimates, options.privileged, &options.ceiling};
  const ReviewReport report = JudgeAll(bench, options, submissions);

  for (const std::string& error : submissions.errors) streams.errors << error << '\n';
  if (report.verdicts.empty()) {
    if (submissions.errors.empty()) ExplainNothing(report, streams.errors);
    return kExitUsage;
  }
  Write(report, options, streams);
  return submissions.errors.empty() ? StatusOf(report) : kExitUsage;
}

Command AddReview(CLI::App& program) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* parser = program.add_subcommand(
      "review", "Tell what would become of pods, without a cluster, and why.");
  parser->footer(kExamples);
  parser
      ->add_option("FILE", options->inputs,
                   "Manifests or recorded AdmissionReviews, YAML or JSON; a folder, for\n"
                   "all in it; - for standard input")
      ->required();
  parser->add_option("--policy", options->policy_file, "The policy; without, the built-in one");
  parser->add_option("--estimates", options->estimates_file,
                     "What `tenure learn` wrote: runtimes and usage, by workload step");
  parser
      ->add_option("--namespace", options->name_space, "The namespace of manifests that name none")
      ->capture_default_str();
  parser
      ->add_option("--output", options->output,
                   "text: for people; json: an array of all there is to know;\n"
                   "yaml: the pods as they would be stored;\n"
                   "patch: the JSON Patch of each pod, one a line")
      ->check(CLI::IsMember({"text", "json", "yaml", "patch"}))
      ->capture_default_str();
  parser->add_flag("--privileged", options->privileged,
                   "As in a namespace where privileged checkpointing is allowed");
  AddCeilingOptions(*parser, options->ceiling);
  parser->add_flag("--explain", options->explain,
                   "In text: each matcher of each class, expectation and rule, with what it\n"
                   "saw and what came of it");
  parser->add_flag("--mortality", options->mortality,
                   "In text and json: everything that can still end the pod, whether it is\n"
                   "guarded, by which field, or what would guard it");
  return {parser, [options] {
            options->colours = WantsColours();
            return RunReview(*options, {std::cin, std::cout, std::cerr});
          }};
}

}  // namespace tenure
