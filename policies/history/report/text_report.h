#pragma once

#include <string>

#include "policies/history/report/summary.h"

namespace tenure {

[[nodiscard]] std::string TextReport(const HistorySummary& summary);

// For both reports: "3d4h" rounded to two units; "12.3 %"; "no class".
[[nodiscard]] std::string Readable(Duration duration);
[[nodiscard]] std::string Percent(double share);
[[nodiscard]] std::string ClassName(const ClassShare& share);
// "1 % of the runs hold 34 % of the time."
[[nodiscard]] std::string Headline(const HistorySummary& summary);

}  // namespace tenure
