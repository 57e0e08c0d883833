#include <algorithm>
#include <set>

#include "webhook/cli/review/explain.h"
#include "webhook/cli/review/field_name.h"
#include "webhook/cli/review/mortality.h"
#include "webhook/cli/review/printer.h"
#include "webhook/cli/review/report.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::size_t kWidestName = 44;
constexpr std::size_t kLongest = 500;  // of one value

struct Row {
  std::string what;
  std::string change;
  std::string_view reason;
  bool is_long = false;  // not for people: one line of it is enough
};

// With a new PriorityClass the API server computes these two anew.
bool IsRecomputed(const Change& change) {
  return change.by == Protection::kPriority && change.now.empty();
}

std::string ChangeText(const Change& change) {
  std::string text = change.was.empty() ? "" : FieldValue(change.was) + ' ';
  return text + "→ " + (change.now.empty() ? "removed" : FieldValue(change.now));
}

std::vector<Row> RowsOf(const Verdict& verdict) {
  std::vector<Row> rows;
  for (const Change& change : verdict.mutation.changes) {
    if (IsRecomputed(change)) continue;
    rows.push_back({.what = FieldName(change.path, verdict.pod),
                    .change = ChangeText(change),
                    .reason = Name(change.by),
                    .is_long = change.path.starts_with("/metadata/annotations/")});
  }
  return rows;
}

template <typename Text>
std::size_t Widest(const std::vector<Row>& rows, Text Row::* cell) {
  std::size_t widest = 0;
  for (const Row& row : rows) widest = std::max(widest, Width(row.*cell));
  return widest;
}

// A name that is too wide for its column takes from the next one.
void PrintRow(Printer& printer, const Row& row, std::size_t column, std::size_t reason_column) {
  const std::string name = Padded(row.what, column - kGap) + std::string(kGap, ' ');
  const std::size_t room = reason_column - kGap - Width(name);
  std::vector<std::string> lines = row.is_long ? std::vector{Clipped(row.change, room)}
                                               : Wrapped(Clipped(row.change, kLongest), room);
  printer.Put(std::string(kIndent, ' '));
  printer.Put(Padded(name + Clipped(lines.front(), room), reason_column));
  printer.Put(row.reason, Tone::kFaint).End();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    printer.Put(std::string(kIndent + column, ' ') + Clipped(lines[i], room)).End();
  }
}

void PrintChanges(Printer& printer, const Verdict& verdict) {
  const std::vector<Row> rows = RowsOf(verdict);
  const std::size_t column = std::min(Widest(rows, &Row::what), kWidestName) + kGap;
  const std::size_t reason_column = kColumns - kIndent - Widest(rows, &Row::reason);
  for (const Row& row : rows) PrintRow(printer, row, column, reason_column);
}

std::string QualifiedName(const Submission& submission) {
  const std::string name = submission.name.empty() ? "(no name)" : submission.name;
  return submission.name_space.empty() ? name : submission.name_space + '/' + name;
}

void PrintHeader(Printer& printer, const Verdict& verdict) {
  const Submission& submission = verdict.submission;
  printer.Put(submission.kind + ' ' + QualifiedName(submission), Tone::kStrong);
  printer.Put("  " + submission.source, Tone::kFaint).End();
}

std::string ClassText(const Decision& decision) {
  if (decision.left_alone) return "left alone: " + decision.why;
  if (decision.class_name.empty()) return decision.why.empty() ? "no class" : decision.why;
  return "class " + decision.class_name + ": " + decision.why;
}

struct Verb {
  std::string_view text;
  Tone tone;
};

Verb VerbOf(Level level) {
  if (level == Level::kEnforce) return {"refused", Tone::kBad};
  if (level == Level::kWarn) return {"warning", Tone::kWarning};
  return {"audit", Tone::kFaint};
}

void PrintFinding(Printer& printer, const Finding& finding, const Verdict& verdict) {
  const Verb verb = VerbOf(finding.level);
  printer.Put(std::string(kIndent, ' ')).Put(verb.text, verb.tone);
  printer.Put(": ").Put(finding.rule, Tone::kStrong);
  if (!finding.path.empty()) {
    printer.Put(" at " + FieldName(finding.path, verdict.stored_pod));
    printer.Put("  " + verdict.submission.Where(finding.path), Tone::kFaint);
  }
  printer.End();
  printer.Paragraph(finding.message, 2 * kIndent);
}

std::string ModeText(Level mode) {
  return "the policy's mode is " + std::string(Name(mode)) +
         " here: nothing of this would be changed";
}

void PrintVerdict(Printer& printer, const Verdict& verdict) {
  PrintHeader(printer, verdict);
  printer.Paragraph(ClassText(verdict.mutation), kIndent);
  PrintChanges(printer, verdict);
  for (const Finding& finding : verdict.validation.findings) {
    PrintFinding(printer, finding, verdict);
  }
  if (verdict.mutation.mode != Level::kEnforce && !verdict.mutation.changes.empty()) {
    printer.Paragraph("note: " + ModeText(verdict.mutation.mode), kIndent);
  }
  for (const std::string& caveat : verdict.submission.caveats) {
    printer.Paragraph("note: " + caveat, kIndent);
  }
  if (verdict.explanation) PrintExplanation(printer, *verdict.explanation);
  if (verdict.mortality) PrintMortality(printer, *verdict.mortality);
  printer.End();
}

std::string Count(std::size_t count, const std::string& one) {
  return std::to_string(count) + ' ' + one + (count == 1 ? "" : "s");
}

std::string Joined(const std::set<std::string>& phrases) {
  std::string text;
  for (const std::string& phrase : phrases) text += (text.empty() ? "" : ", ") + phrase;
  return text;
}

std::set<std::string> FilledIn(const ReviewReport& report) {
  std::set<std::string> all;
  for (const Verdict& verdict : report.verdicts) {
    all.insert(verdict.filled_in.begin(), verdict.filled_in.end());
  }
  return all;
}

void PrintSummary(Printer& printer, const ReviewReport& report) {
  const std::size_t all = report.verdicts.size();
  const auto admitted =
      static_cast<std::size_t>(std::ranges::count_if(report.verdicts, &Verdict::IsAdmitted));
  const auto changed = static_cast<std::size_t>(std::ranges::count_if(
      report.verdicts, [](const Verdict& verdict) { return !verdict.patch.empty(); }));
  printer.Put(Count(all, "pod") + ": ", Tone::kStrong);
  printer.Put(std::to_string(admitted) + " admitted", admitted == all ? Tone::kGood : Tone::kPlain);
  printer.Put(", ").Put(std::to_string(all - admitted) + " refused",
                        admitted == all ? Tone::kPlain : Tone::kBad);
  printer.Put(", " + std::to_string(changed) + " changed, by " + report.policy_name).End();
}

void PrintFootnotes(Printer& printer, const ReviewReport& report) {
  if (const std::set<std::string> filled_in = FilledIn(report); !filled_in.empty()) {
    printer.Paragraph("Filled in first, as the API server would: " + Joined(filled_in) + ".", 0,
                      Tone::kFaint);
  }
  for (const std::string& note : report.notes) {
    printer.Paragraph("Not reviewed: " + note + ".", 0, Tone::kFaint);
  }
  if (!report.skipped.empty()) {
    printer.Paragraph("Skipped: " + SkippedText(report.skipped) + ".", 0, Tone::kFaint);
  }
}

}  // namespace

void WriteText(std::ostream& out, const ReviewReport& report, bool colours) {
  Printer printer(out, colours);
  for (const Verdict& verdict : report.verdicts) PrintVerdict(printer, verdict);
  PrintSummary(printer, report);
  PrintFootnotes(printer, report);
}

std::string SkippedText(const std::map<std::string, int>& skipped) {
  int all = 0;
  std::string kinds;
  for (const auto& [kind, count] : skipped) {
    all += count;
    kinds += (kinds.empty() ? "" : ", ") + kind + ' ' + std::to_string(count);
  }
  if (all == 0) return {};
  return std::to_string(all) + (all == 1 ? " object makes" : " objects make") +
         " no pods: " + kinds;
}

}  // namespace tenure
