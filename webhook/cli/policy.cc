#include "webhook/cli/policy.h"

#include <iostream>
#include <memory>
#include <string>
#include <string_view>

#include "policies/language/description.h"
#include "policies/language/reader.h"
#include "webhook/cli/exit_status.h"
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
    "Exit status: 0 right, 1 (diff) pods would be refused that were not, 2 wrong usage or policy.";

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
  diff->add_flag("--json", options->json, "An array, one object for each pod that changes");

  return {parser, [=] {
            if (check->parsed()) return Check(*file);
            if (standard->parsed()) return Print(DefaultPolicyText());
            if (schema->parsed()) return Print(PolicySchema());
            if (reference->parsed()) return Print(PolicyReference());
            return RunPolicyDiff(*options, std::cin, std::cout, std::cerr);
          }};
}

}  // namespace tenure
