#include "webhook/cli/review/report.h"
#include "webhook/cli/review/yaml_writer.h"

namespace tenure {
namespace {

void WriteRefusal(std::ostream& out, const Verdict& verdict) {
  const Submission& submission = verdict.submission;
  out << "# " << submission.source << ": " << submission.kind << ' ' << submission.name
      << " would be refused:";
  for (const Finding& finding : verdict.validation.findings) {
    if (finding.level == Level::kEnforce) out << ' ' << finding.rule;
  }
  out << '\n';
}

}  // namespace

void WriteYaml(std::ostream& out, const ReviewReport& report) {
  for (const Verdict& verdict : report.verdicts) {
    out << "---\n";
    if (verdict.IsAdmitted()) {
      out << ToYaml(verdict.stored_pod);
    } else {
      WriteRefusal(out, verdict);
    }
  }
}

}  // namespace tenure
