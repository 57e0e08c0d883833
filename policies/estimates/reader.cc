#include "policies/estimates/reader.h"

#include "policies/estimates/json_estimates.h"
#include "policies/estimates/yaml_estimates.h"

namespace tenure {

std::string EstimatesError::Text(std::string_view file) const {
  std::string text(file);
  if (line > 0) text += ":" + std::to_string(line);
  if (line > 0 && column > 0) text += ":" + std::to_string(column);
  text += ": ";
  if (!path.empty()) text += path + ": ";
  return text + message;
}

tl::expected<Estimates, std::vector<EstimatesError>> ReadEstimates(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_json = first != std::string_view::npos && text[first] == '{';
  return is_json ? ReadJsonEstimates(text) : ReadYamlEstimates(text);
}

}  // namespace tenure
