#pragma once

#include <string>

#include "policies/history/report/summary.h"

namespace tenure {

// One page that stands alone: its plots are inline SVG, nothing is loaded from anywhere.
[[nodiscard]] std::string HtmlReport(const HistorySummary& summary, const std::string& day);

}  // namespace tenure
