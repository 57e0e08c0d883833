#include <algorithm>

#include "webhook/cli/review/explain.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

constexpr std::size_t kKeyColumn = 15;  // serviceAccounts
constexpr std::size_t kLevelColumn = 7;
constexpr std::size_t kHoldsColumn = 3;
constexpr std::size_t kWidestName = 40;

std::string Indent(std::size_t times) { return std::string(times * kIndent, ' '); }

std::string Cell(std::string_view text, std::size_t width) {
  return Padded(Clipped(text, width), width + kGap);
}

void PrintMatch(Printer& printer, const ExplainedMatch& match, std::size_t number) {
  std::string head = Cell(std::to_string(number), 2);
  for (const ExplainedMatcher& matcher : match.matchers) {
    const std::string cells = Indent(3) + head + Cell(matcher.key, kKeyColumn);
    printer.Put(cells);
    printer.Put(Cell(matcher.holds ? "yes" : "no", kHoldsColumn),
                matcher.holds ? Tone::kGood : Tone::kFaint);
    printer.Rest(matcher.saw, Width(cells) + kHoldsColumn + kGap);
    head.assign(head.size(), ' ');
  }
}

void PrintClass(Printer& printer, const ExplainedClass& of_class) {
  printer.Paragraph("class " + of_class.name + ' ' + of_class.outcome, 2 * kIndent);
  std::size_t number = 0;
  for (const ExplainedMatch& match : of_class.matches) PrintMatch(printer, match, ++number);
}

template <typename Rows, typename Text>
std::size_t Widest(const Rows& rows, Text text) {
  std::size_t widest = 0;
  for (const auto& row : rows) widest = std::max(widest, Width(row.*text));
  return std::min(widest, kWidestName);
}

void PrintNeeds(Printer& printer, const std::vector<ExplainedNeed>& needs) {
  if (needs.empty()) return;
  printer.Put(Indent(2) + "expected").End();
  const std::size_t what = Widest(needs, &ExplainedNeed::what);
  const std::size_t amount = Widest(needs, &ExplainedNeed::amount);
  for (const ExplainedNeed& need : needs) {
    const std::string cells = Indent(3) + Cell(need.what, what) + Cell(need.amount, amount);
    printer.Put(cells);
    printer.Rest(need.source, Width(cells));
  }
}

void PrintRules(Printer& printer, const std::vector<ExplainedRule>& rules) {
  if (rules.empty()) return;
  printer.Put(Indent(2) + "rules").End();
  const std::size_t id = Widest(rules, &ExplainedRule::id);
  for (const ExplainedRule& rule : rules) {
    const std::string cells = Indent(3) + Cell(rule.id, id) + Cell(Name(rule.level), kLevelColumn);
    printer.Put(cells);
    printer.Rest(rule.outcome, Width(cells));
  }
}

}  // namespace

void PrintExplanation(Printer& printer, const Explanation& explanation) {
  printer.Put(Indent(1) + "what was looked at", Tone::kFaint).End();
  if (!explanation.left_alone.empty()) {
    printer.Paragraph("no class: left alone, " + explanation.left_alone, 2 * kIndent);
  }
  for (const ExplainedClass& of_class : explanation.classes) PrintClass(printer, of_class);
  PrintNeeds(printer, explanation.needs);
  PrintRules(printer, explanation.rules);
}

}  // namespace tenure
