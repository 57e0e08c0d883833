#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure {

// Text as it may stand in HTML and SVG, in attributes too.
[[nodiscard]] std::string EscapedMarkup(std::string_view text);

struct Bar {
  std::string label;
  double share = 0;   // 0 to 1
  std::string style;  // a CSS class
};

// Horizontal bars from 0 to 100 %, each with its figure.
[[nodiscard]] std::string BarChart(std::string_view title, const std::vector<Bar>& bars);

struct PlotPoint {
  double x = 0;  // both 0 to 1
  double y = 0;
};

// A curve in the unit square, x on a logarithmic scale from 0.1 % to 100 %.
[[nodiscard]] std::string ShareCurve(std::string_view title, std::string_view x_label,
                                     std::string_view y_label,
                                     const std::vector<PlotPoint>& points);

}  // namespace tenure
