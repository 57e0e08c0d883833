#include "webhook/cli/review/report.h"

namespace tenure {
namespace {

using nlohmann::ordered_json;

ordered_json JsonOf(const Finding& finding) {
  return {{"rule", finding.rule},
          {"level", Name(finding.level)},
          {"message", finding.message},
          {"path", finding.path}};
}

ordered_json JsonOf(const Mortality& row) {
  return {{"killer", row.killer},
          {"guarded", Name(row.guarded)},
          {"by", row.by},
          {"advice", row.advice}};
}

ordered_json PatchOf(const Verdict& verdict) {
  return verdict.patch.empty() ? ordered_json::array() : ordered_json::parse(verdict.patch);
}

ordered_json JsonOf(const Verdict& verdict) {
  ordered_json findings = ordered_json::array();
  for (const Finding& finding : verdict.validation.findings) findings.push_back(JsonOf(finding));
  const Submission& submission = verdict.submission;
  ordered_json object;
  object["source"] = submission.source;
  object["kind"] = submission.kind;
  object["namespace"] = submission.name_space;
  object["name"] = submission.name;
  object["class"] = verdict.mutation.class_name;
  object["why"] = verdict.mutation.why;
  object["admitted"] = verdict.IsAdmitted();
  object["patch"] = PatchOf(verdict);
  object["warnings"] = verdict.warnings;
  object["findings"] = std::move(findings);
  if (verdict.mortality) {
    ordered_json& table = object["mortality"] = ordered_json::array();
    for (const Mortality& row : *verdict.mortality) table.push_back(JsonOf(row));
  }
  return object;
}

}  // namespace

void WriteJson(std::ostream& out, const ReviewReport& report) {
  ordered_json pods = ordered_json::array();
  for (const Verdict& verdict : report.verdicts) pods.push_back(JsonOf(verdict));
  out << pods.dump(2) << '\n';
}

void WritePatches(std::ostream& out, const ReviewReport& report) {
  for (const Verdict& verdict : report.verdicts) out << PatchOf(verdict).dump() << '\n';
}

}  // namespace tenure
