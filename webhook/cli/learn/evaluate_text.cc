#include "webhook/cli/learn/evaluate_text.h"

#include <fmt/format.h>

#include "policies/history/report/text_report.h"
#include "policies/pod/duration.h"

namespace tenure {
namespace {

std::string Line(std::string_view by, const Confusion& confusion) {
  return fmt::format("{:<26}{:>12}{:>12}{:>8.3f}{:>10}{:>10}{:>10}\n", by,
                     Percent(confusion.Precision()), Percent(confusion.Recall()), confusion.F1(),
                     confusion.hits, confusion.false_alarms, confusion.misses);
}

}  // namespace

std::string EvaluationText(const LeaveOneOut::Result& result, double long_from) {
  const Confusion& own = result.by_estimate;
  std::string out = fmt::format(
      "{} finished runs, each foretold from the others; {} lasted {} or longer\n\n", result.runs,
      own.hits + own.misses, Duration::Seconds(static_cast<std::int64_t>(long_from)).Text());
  out += fmt::format("{:<26}{:>12}{:>12}{:>8}{:>10}{:>10}{:>10}\n", "LONG, SAID BY", "PRECISION",
                     "RECALL", "F1", "HITS", "FALSE", "MISSED");
  out += Line("estimate of the step", own) + Line("requested time", result.by_request) +
         Line("median of the image", result.by_image);
  if (result.peaks == 0) return out;
  out += fmt::format("\nMemory peaks of {} runs below limits from the other runs\n", result.peaks);
  const auto share = [&](std::int64_t below) {
    return Percent(static_cast<double>(below) / static_cast<double>(result.peaks));
  };
  constexpr std::array kNames = {"0.8x mean", "1.2x mean", "1.5x mean", "p95"};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    out += fmt::format("{:<26}{:>12}\n", kNames[i], share(result.below[i]));
  }
  return out +
         fmt::format("{:<26}{:>12}\n", "larger of 1.2x and p95", share(result.below_short_limit));
}

}  // namespace tenure
