#include "policies/history/report/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tenure {
namespace {

constexpr double kWidth = 640;
constexpr double kLeft = 150;  // room for labels
constexpr double kRight = 70;  // room for figures
constexpr double kRow = 30;

std::string Open(double height, std::string_view title) {
  return fmt::format(
      "<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\" "
      "xmlns=\"http://www.w3.org/2000/svg\">\n",
      kWidth, height, EscapedMarkup(title));
}

std::string TextAt(double x, double y, std::string_view anchor, std::string_view text) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     EscapedMarkup(text));
}

std::string Line(double x1, double y1, double x2, double y2) {
  return fmt::format(
      "<line class=\"grid\" x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\"/>\n", x1, y1,
      x2, y2);
}

// Of the curve's square.
struct Frame {
  double left = 70;
  double top = 10;
  double width = kWidth - 70 - 30;
  double height = 260;

  // 0.1 % of the runs is at the left edge, all of them at the right.
  [[nodiscard]] double X(double share) const {
    constexpr double kDecades = 3;
    return left + width * (1 + std::log10(std::clamp(share, 1e-3, 1.0)) / kDecades);
  }
  [[nodiscard]] double Y(double share) const { return top + height * (1 - share); }
};

std::string Grid(const Frame& frame) {
  std::string out;
  for (const double x : {0.001, 0.01, 0.1, 1.0}) {
    out += Line(frame.X(x), frame.top, frame.X(x), frame.top + frame.height);
    out +=
        TextAt(frame.X(x), frame.top + frame.height + 18, "middle", fmt::format("{:g} %", x * 100));
  }
  for (const double y : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    out += Line(frame.left, frame.Y(y), frame.left + frame.width, frame.Y(y));
    out += TextAt(frame.left - 8, frame.Y(y) + 4, "end", fmt::format("{:g} %", y * 100));
  }
  return out;
}

}  // namespace

std::string EscapedMarkup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string BarChart(std::string_view title, const std::vector<Bar>& bars) {
  const double room = kWidth - kLeft - kRight;
  std::string out = Open(kRow * static_cast<double>(bars.size()) + 4, title);
  double y = 4;
  for (const Bar& bar : bars) {
    const double share = std::clamp(bar.share, 0.0, 1.0);
    out += TextAt(kLeft - 8, y + 17, "end", bar.label);
    out += fmt::format("<rect class=\"room\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"22\"/>\n",
                       kLeft, y, room);
    out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{:.1f}\" height=\"22\"/>\n",
                       EscapedMarkup(bar.style), kLeft, y, room * share);
    out += TextAt(kLeft + room + 8, y + 17, "start", fmt::format("{:.1f} %", bar.share * 100));
    y += kRow;
  }
  return out + "</svg>\n";
}

std::string ShareCurve(std::string_view title, std::string_view x_label, std::string_view y_label,
                       const std::vector<PlotPoint>& points) {
  const Frame frame;
  std::string out = Open(frame.top + frame.height + 48, title) + Grid(frame);
  std::string path;
  for (const PlotPoint& point : points) {
    path += fmt::format("{}{:.1f},{:.1f}", path.empty() ? "M" : " L", frame.X(point.x),
                        frame.Y(point.y));
  }
  out += "<path class=\"curve\" d=\"" + path + "\"/>\n";
  out += TextAt(frame.left + frame.width / 2, frame.top + frame.height + 40, "middle", x_label);
  out += fmt::format(
      "<text transform=\"translate(16 {:.1f}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n",
      frame.top + frame.height / 2, EscapedMarkup(y_label));
  return out + "</svg>\n";
}

}  // namespace tenure
