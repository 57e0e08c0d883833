#include "webhook/cli/policy.h"

#include <unistd.h>

#include <chrono>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "policies/language/description.h"
#include "policies/language/reader.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy/apply.h"
#include "webhook/cli/policy/diff.h"
#include "webhook/cli/policy_file.h"

namespace tenure {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  tenure policy default > policy.yaml            begin with the built-in policy\n"
    "  tenure policy check policy.yaml                every error, with its line and column\n"
    "  tenure policy schema > policy.schema.json      completion and checks in an editor\n"
    "  tenure policy diff old.yaml new.yaml --reviews recorded/\n"
    "                                                 what an edit would change, pod by pod\n"
    "\n"
    "  kubectl -n tenure-system port-forward deploy/tenure 8081 &\n"
    "  curl -s localhost:8081/recent | tenure policy diff old.yaml new.yaml --reviews -\n"
    "                                                 with what the cluster has created lately\n"
    "                                                 (tenure serve --export-recent)\n"
    "  tenure policy apply policy.yaml                check, show the impact, ask, write, and "
    "wait\n"
    "                                                 until every replica has it\n"
    "\n"
    "Exit status: 0 right, 1 (diff) pods would be refused that were not, (apply) it is not in\n"
    "force everywhere, 2 wrong usage or policy.";

int Print(std::string_view text) {
  std::cout << text;
  return kExitSuccess;
}

int Check(const std::string& file) {
  const auto policy = LoadPolicyFile(file, std::cerr);
  if (!policy) return kExitUsage;
  std::cout << file << ": right; hash " << policy->hash << ", " << policy->classes.size()
            << (policy->classes.size() == 1 ? " class" : " classes") << '\n';
  return kExitSuccess;
}

CLI::App* AddApply(CLI::App& parser, PolicyApplyOptions& options) {
  CLI::App* apply = parser.add_subcommand("apply", "Put a policy in force, with your own kubectl");
  apply->add_option("FILE", options.file, "The policy")->required();
  apply->add_flag("--yes", options.yes, "Do not ask");
  apply->add_flag("--dry-run", options.dry_run, "Show what it would change, and stop");
  apply->add_option("--timeout", options.timeout, "How long to wait for the replicas")
      ->type_name("DURATION")
      ->capture_default_str();
  apply->add_option("--namespace", options.name_space, "Where Tenure runs")->capture_default_str();
  apply->add_option("--configmap", options.config_map, "The ConfigMap of the policy")
      ->capture_default_str();
  apply->add_option("--key", options.key, "Its key in the ConfigMap")->capture_default_str();
  apply->add_option("--selector", options.selector, "The labels of Tenure's pods")
      ->capture_default_str();
  apply->add_option("--probe-port", options.probe_port, "Of the pods")->capture_default_str();
  apply->add_option("--kubectl", options.kubectl, "The program to use")->capture_default_str();
  return apply;
}

int Apply(const PolicyApplyOptions& options) {
  return RunPolicyApply(
      options,
      {.kubectl = KubectlProgram(options.kubectl),
       .in = std::cin,
       .is_terminal = isatty(STDIN_FILENO) == 1,
       .out = std::cout,
       .errors = std::cerr,
       .now = [] { return std::chrono::steady_clock::now(); },
       .sleep = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }});
}

}  // namespace

Command AddPolicy(CLI::App& program) {
  CLI::App* parser = program.add_subcommand("policy", "Check, show and compare policies");
  parser->require_subcommand(1);
  parser->footer(kExamples);

  auto file = std::make_shared<std::string>();
  CLI::App* check = parser->add_subcommand("check", "Read a policy as the server would");
  check->add_option("FILE", *file, "The policy")->required();
  const CLI::App* standard = parser->add_subcommand("default", "Print the built-in policy");
  const CLI::App* schema = parser->add_subcommand("schema", "Print the JSON Schema of policies");
  const CLI::App* reference =
      parser->add_subcommand("reference", "Print the reference of the language, as Markdown");

  auto options = std::make_shared<PolicyDiffOptions>();
  CLI::App* diff = parser->add_subcommand("diff", "Tell what an edit would change");
  diff->add_option("OLD", options->old_file, "The policy in force")->required();
  diff->add_option("NEW", options->new_file, "The policy that is to be")->required();
  diff->add_option("--reviews", options->reviews,
                   "Recorded AdmissionReviews or manifests: files, folders, - for standard input")
      ->required();
  diff->add_option("--estimates", options->estimates_file,
                   "What `tenure learn` wrote: runtimes and usage, by workload step");
  diff->add_flag("--json", options->json, "An array, one object for each pod that changes");

  auto apply_options = std::make_shared<PolicyApplyOptions>();
  const CLI::App* apply = AddApply(*parser, *apply_options);

  return {parser, [=] {
            if (check->parsed()) return Check(*file);
            if (standard->parsed()) return Print(DefaultPolicyText());
            if (schema->parsed()) return Print(PolicySchema());
            if (reference->parsed()) return Print(PolicyReference());
            if (apply->parsed()) return Apply(*apply_options);
            return RunPolicyDiff(*options, std::cin, std::cout, std::cerr);
          }};
}

}  // namespace tenure
