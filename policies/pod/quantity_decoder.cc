#include "policies/pod/quantity_decoder.h"

namespace tenure {

Quantity DecodeQuantity(JsonReader& reader, JsonReader::Value value, const JsonPath& at) {
  std::string number;
  std::string_view text;
  if (value.is_number()) {
    number = simdjson::minify(value);
    text = number;
  } else {
    text = reader.String(value, at);
  }
  const auto quantity = Quantity::Parse(text);
  if (quantity) return *quantity;
  reader.Fail(at, '"' + std::string(text) + "\": " + std::string(Describe(quantity.error())));
  return {};
}

}  // namespace tenure
