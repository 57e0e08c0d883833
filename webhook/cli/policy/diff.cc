#include "webhook/cli/policy/diff.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "policies/estimates/estimates.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy/difference.h"
#include "webhook/cli/policy_file.h"
#include "webhook/cli/review/gather.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

struct Impact {
  std::size_t pods = 0;
  std::vector<Difference> differences;
};

std::string Join(const std::vector<std::string>& words) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : ", ") + word;
  return joined;
}

std::string ClassName(const std::string& name) { return name.empty() ? "none" : name; }

bool IsNewlyRefused(const Difference& difference) {
  return difference.was_admitted && !difference.is_admitted;
}

bool IsNewlyAdmitted(const Difference& difference) {
  return !difference.was_admitted && difference.is_admitted;
}

std::string Described(const Difference& difference) {
  std::vector<std::string> parts;
  if (difference.old_class != difference.new_class) {
    parts.push_back("class " + ClassName(difference.old_class) + " -> " +
                    ClassName(difference.new_class));
  }
  if (!difference.protections.empty()) parts.push_back("other " + Join(difference.protections));
  if (IsNewlyRefused(difference)) parts.push_back("refused: " + Join(difference.new_rules));
  if (IsNewlyAdmitted(difference)) parts.emplace_back("admitted");
  if (parts.empty()) parts.push_back("also refused by " + Join(difference.new_rules));
  return Join(parts);
}

// "5 would newly be refused (deadline-before-end 4, class-not-allowed 1)"
std::string RefusedByRule(const std::vector<Difference>& differences) {
  std::map<std::string, int> counts;
  for (const Difference& difference : differences) {
    if (!IsNewlyRefused(difference)) continue;
    for (const std::string& rule : difference.new_rules) ++counts[rule];
  }
  std::vector<std::string> parts;
  for (const auto& [rule, count] : counts) parts.push_back(rule + ' ' + std::to_string(count));
  return parts.empty() ? "" : " (" + Join(parts) + ')';
}

void WriteText(const Impact& impact, std::ostream& out) {
  constexpr std::size_t kPodWidth = 44;
  for (const Difference& difference : impact.differences) {
    out << Padded(Clipped(difference.pod, kPodWidth), kPodWidth) << "  " << Described(difference)
        << '\n';
  }
  out << impact.differences.size() << " of " << impact.pods << " pods would change; "
      << std::ranges::count_if(impact.differences, IsNewlyRefused) << " would newly be refused"
      << RefusedByRule(impact.differences) << "; "
      << std::ranges::count_if(impact.differences, IsNewlyAdmitted) << " would newly be admitted\n";
}

void WriteJson(const Impact& impact, std::ostream& out) {
  nlohmann::json array = nlohmann::json::array();
  for (const Difference& difference : impact.differences) {
    array.push_back(
        {{"pod", difference.pod},
         {"source", difference.source},
         {"class", {{"old", difference.old_class}, {"new", difference.new_class}}},
         {"admitted", {{"old", difference.was_admitted}, {"new", difference.is_admitted}}},
         {"protections", difference.protections},
         {"newRules", difference.new_rules}});
  }
  out << array.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

Impact Replay(const Bench& old_bench, const Bench& new_bench, Submissions& submissions) {
  Impact impact;
  for (const Submission& submission : submissions.pods) {
    const auto before = Judge(old_bench, submission);
    const auto after = Judge(new_bench, submission);
    if (!before || !after) {
      submissions.errors.push_back((before ? after : before).error().Text());
      continue;
    }
    ++impact.pods;
    if (auto difference = Compare(*before, *after)) {
      impact.differences.push_back(*std::move(difference));
    }
  }
  return impact;
}

}  // namespace

int RunPolicyDiff(const PolicyDiffOptions& options, std::istream& in, std::ostream& out,
                  std::ostream& errors) {
  const auto old_policy = LoadPolicyFile(options.old_file, errors);
  const auto new_policy = LoadPolicyFile(options.new_file, errors);
  if (!old_policy || !new_policy) return kExitUsage;
  const Estimates none;
  Submissions submissions = Gather(options.reviews, "default", in);
  const Impact impact = Replay({*old_policy, none}, {*new_policy, none}, submissions);
  for (const std::string& error : submissions.errors) errors << error << '\n';
  if (impact.pods == 0) {
    errors << "nothing to compare: --reviews names no pod\n";
    return kExitUsage;
  }
  if (options.json) {
    WriteJson(impact, out);
  } else {
    WriteText(impact, out);
  }
  if (!submissions.errors.empty()) return kExitUsage;
  return std::ranges::any_of(impact.differences, IsNewlyRefused) ? kExitRefused : kExitSuccess;
}

}  // namespace tenure
