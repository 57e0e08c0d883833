#include "webhook/cli/policy/diff.h"

#include <chrono>
#include <nlohmann/json.hpp>

#include "webhook/admission/impact.h"
#include "webhook/cli/estimates_file.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy_file.h"
#include "webhook/cli/review/gather.h"
#include "webhook/cli/review/text_layout.h"
#include "webhook/cli/review/verdict.h"

namespace tenure {
namespace {

struct PodDifference {
  std::string pod;  // "Job science/assembly"
  std::string source;
  Difference difference;
};

struct PolicyDiff {
  Impact impact;
  std::vector<PodDifference> differences;
};

template <typename Words>
std::string Join(const Words& words, std::string_view separator = ", ") {
  std::string joined;
  for (const auto& word : words) {
    if (!joined.empty()) joined += separator;
    joined += word;
  }
  return joined;
}

std::string ClassName(const std::string& name) { return name.empty() ? "none" : name; }

std::string Described(const Difference& difference) {
  std::vector<std::string> parts;
  if (difference.ChangesClass()) {
    parts.push_back("class " + ClassName(difference.old_class) + " -> " +
                    ClassName(difference.new_class));
  }
  if (!difference.protections.empty()) parts.push_back("other " + Join(difference.protections));
  if (difference.IsNewlyRefused()) parts.push_back("refused: " + Join(difference.new_rules));
  if (difference.IsNewlyAdmitted()) parts.emplace_back("admitted");
  if (parts.empty() && !difference.new_rules.empty()) {
    parts.push_back("also refused by " + Join(difference.new_rules));
  }
  if (parts.empty()) parts.push_back("no longer refused by " + Join(difference.gone_rules));
  return Join(parts);
}

void WriteText(const PolicyDiff& diff, std::ostream& out) {
  constexpr std::size_t kPodWidth = 44;
  for (const PodDifference& pod : diff.differences) {
    out << Padded(Clipped(pod.pod, kPodWidth), kPodWidth) << "  " << Described(pod.difference)
        << '\n';
  }
  out << Join(diff.impact.Sentences(), "; ") << '\n';
}

void WriteJson(const PolicyDiff& diff, std::ostream& out) {
  nlohmann::json array = nlohmann::json::array();
  for (const auto& [pod, source, difference] : diff.differences) {
    array.push_back(
        {{"pod", pod},
         {"source", source},
         {"class", {{"old", difference.old_class}, {"new", difference.new_class}}},
         {"admitted", {{"old", difference.was_admitted}, {"new", difference.is_admitted}}},
         {"protections", difference.protections},
         {"newRules", difference.new_rules},
         {"goneRules", difference.gone_rules}});
  }
  out << array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

std::string PodName(const Submission& submission) {
  return submission.kind + ' ' + submission.name_space + '/' + submission.name;
}

PolicyDiff Replay(const Bench& old_bench, const Bench& new_bench, Submissions& submissions) {
  PolicyDiff diff;
  for (const Submission& submission : submissions.pods) {
    const auto before = Judge(old_bench, submission);
    const auto after = Judge(new_bench, submission);
    if (!before || !after) {
      submissions.errors.push_back((before ? after : before).error().Text());
      continue;
    }
    auto difference =
        Compare({before->mutation, before->validation}, {after->mutation, after->validation});
    diff.impact.Add(difference);
    if (!difference) continue;
    diff.differences.push_back({PodName(submission), submission.source, *std::move(difference)});
  }
  return diff;
}

}  // namespace

int RunPolicyDiff(const PolicyDiffOptions& options, std::istream& in, std::ostream& out,
                  std::ostream& errors) {
  const auto old_policy = LoadPolicyFile(options.old_file, errors);
  const auto new_policy = LoadPolicyFile(options.new_file, errors);
  if (!old_policy || !new_policy) return kExitUsage;
  const auto estimates = LoadEstimatesFile(options.estimates_file, errors);
  if (!estimates) return kExitUsage;
  Submissions submissions = Gather(options.reviews, "default", in);
  const auto now = std::chrono::system_clock::now();
  const Bench old_bench{.policy = *old_policy, .estimates = *estimates, .now = now};
  const Bench new_bench{.policy = *new_policy, .estimates = *estimates, .now = now};
  const PolicyDiff diff = Replay(old_bench, new_bench, submissions);
  for (const std::string& error : submissions.errors) errors << error << '\n';
  if (diff.impact.pods() == 0) {
    errors << "nothing to compare: --reviews names no pod\n";
    return kExitUsage;
  }
  if (options.json) {
    WriteJson(diff, out);
  } else {
    WriteText(diff, out);
  }
  if (!submissions.errors.empty()) return kExitUsage;
  return diff.impact.refused() > 0 ? kExitRefused : kExitSuccess;
}

}  // namespace tenure
