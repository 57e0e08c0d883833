#include "webhook/cli/review.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "policies/estimates/estimates.h"
#include "policies/language/reader.h"
#include "policies/workload/workload.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/review/manifest_reader.h"
#include "webhook/cli/review/report.h"
#include "webhook/cli/review/sources.h"

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
    "\n"
    "Exit status: 0 all admitted, 1 something refused, 2 wrong usage, input or policy.";

struct NamedPolicy {
  std::string name;  // for messages
  std::string text;
};

std::optional<NamedPolicy> LoadPolicy(const std::string& file, std::ostream& errors) {
  if (file.empty()) return NamedPolicy{"the built-in policy", std::string(DefaultPolicyText())};
  std::ifstream stream(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream.good() && text.empty()) {
    errors << file << ": the policy cannot be read\n";
    return std::nullopt;
  }
  return NamedPolicy{file, std::move(text)};
}

std::optional<Policy> ReadNamedPolicy(const NamedPolicy& named, std::ostream& errors) {
  auto read = ReadPolicyFile(named.text);
  if (!read) {
    for (const PolicyError& error : read.error()) errors << error.Text(named.name) << '\n';
    return std::nullopt;
  }
  for (const PolicyError& warning : read->warnings) {
    errors << "warning: " << warning.Text(named.name) << '\n';
  }
  return std::move(read->policy);
}

// The pods of all inputs, and what was wrong with these.
Submissions Gather(const ReviewOptions& options, std::istream& in) {
  Submissions result;
  Sources sources = ReadSources(options.inputs, in);
  std::ranges::move(sources.errors, std::back_inserter(result.errors));
  for (const Source& source : sources.sources) {
    Documents read = ReadManifests(source.name, source.text);
    std::ranges::move(read.errors, std::back_inserter(result.errors));
    for (Document& document : read.documents) {
      Submit(std::move(document), options.name_space, result);
    }
  }
  return result;
}

ReviewReport JudgeAll(const Bench& bench, std::string policy_name, Submissions& submissions) {
  ReviewReport report{.policy_name = std::move(policy_name), .skipped = submissions.skipped};
  for (Submission& submission : submissions.pods) {
    auto verdict = Judge(bench, std::move(submission));
    if (verdict) {
      report.verdicts.push_back(std::move(*verdict));
    } else {
      submissions.errors.push_back(std::move(verdict.error()));
    }
  }
  return report;
}

void ExplainNothing(const std::map<std::string, int>& skipped, std::ostream& errors) {
  errors << "nothing to review: " << (skipped.empty() ? "the input is empty" : SkippedText(skipped))
         << "\n"
         << "tenure review takes " << WorkloadKinds() << ", and AdmissionReviews of these.\n";
}

// Text tells in its own place what the others must not mix into their output.
void WriteNotes(const ReviewReport& report, std::ostream& errors) {
  for (const Verdict& verdict : report.verdicts) {
    for (const std::string& caveat : verdict.submission.caveats) {
      errors << "note: " << verdict.submission.Where() << ": " << caveat << '\n';
    }
  }
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
  std::optional<NamedPolicy> named = LoadPolicy(options.policy_file, streams.errors);
  if (!named) return kExitUsage;
  const std::optional<Policy> policy = ReadNamedPolicy(*named, streams.errors);
  if (!policy) return kExitUsage;

  Submissions submissions = Gather(options, streams.in);
  const Estimates no_estimates;
  const Bench bench{*policy, no_estimates, options.privileged};
  const ReviewReport report = JudgeAll(bench, std::move(named->name), submissions);

  for (const InputError& error : submissions.errors) streams.errors << error.Text() << '\n';
  if (report.verdicts.empty()) {
    if (submissions.errors.empty()) ExplainNothing(report.skipped, streams.errors);
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
                   "Manifests or recorded AdmissionReviews, YAML or JSON; a folder for all in it;\n"
                   "- for standard input")
      ->required();
  parser->add_option("--policy", options->policy_file, "The policy; without, the built-in one");
  parser
      ->add_option("--namespace", options->name_space, "The namespace of manifests that name none")
      ->capture_default_str();
  parser
      ->add_option("--output", options->output,
                   "text: for people; json: an array with all there is to know; yaml: the pods as\n"
                   "they would be stored; patch: the JSON Patch of each pod, one a line")
      ->check(CLI::IsMember({"text", "json", "yaml", "patch"}))
      ->capture_default_str();
  parser->add_flag("--privileged", options->privileged,
                   "As in a namespace where privileged checkpointing is allowed");
  return {parser, [options] {
            options->colours = WantsColours();
            return RunReview(*options, {std::cin, std::cout, std::cerr});
          }};
}

}  // namespace tenure
