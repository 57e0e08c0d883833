#include <algorithm>
#include <sstream>

#include "webhook/cli/review/json_builder.h"
#include "webhook/cli/review/manifest_reader.h"

namespace tenure {
namespace {

using nlohmann::json;

struct Place {
  std::size_t line = 1;
  std::size_t column = 1;
};

Place PlaceOf(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const std::size_t newline = before.rfind('\n');
  return {1 + static_cast<std::size_t>(std::ranges::count(before, '\n')),
          newline == std::string_view::npos ? before.size() + 1 : before.size() - newline};
}

}  // namespace

Documents ReadJsonManifests(const std::string& source, std::string_view text) {
  Documents result;
  std::istringstream stream{std::string(text)};
  while (stream >> std::ws && stream.peek() != std::istringstream::traits_type::eof()) {
    const auto begin = static_cast<std::size_t>(stream.tellg());
    JsonBuilder builder;
    if (!json::sax_parse(stream, &builder, json::input_format_t::json, /*strict=*/false)) {
      const Place place = PlaceOf(text, begin + builder.error_offset());
      result.errors.push_back({source, place.line, place.column, builder.error()});
      break;
    }
    result.documents.push_back(
        {.source = source, .line = PlaceOf(text, begin).line, .value = builder.TakeValue()});
  }
  return result;
}

}  // namespace tenure
