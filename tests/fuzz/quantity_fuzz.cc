// Whatever the text: parsing neither crashes nor spins, what is printed parses to the same value
// and is printed the same again, and a suggestion always parses.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policies/pod/duration.h"
#include "policies/pod/factor.h"
#include "policies/pod/quantity.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckQuantity(std::string_view text) {
  const auto quantity = tenure::Quantity::Parse(text);
  if (!quantity) return;
  const auto again = tenure::Quantity::Parse(quantity->Canonical());
  Require(again && *again == *quantity && again->Canonical() == quantity->Canonical());
  Require(quantity->RoundedUpToUnit().IsNegative() || quantity->RoundedUpToUnit() >= *quantity);
  Require((*quantity - *quantity).IsZero());
}

void CheckSuggestion(std::string_view text) {
  const auto suggestion = tenure::SuggestQuantity(text);
  Require(!suggestion || tenure::Quantity::Parse(*suggestion).has_value());
}

template <typename Value>
void CheckRoundTrip(std::string_view text) {
  const auto value = Value::Parse(text);
  if (value) Require(Value::Parse(value->Text()) == *value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckQuantity(text);
  CheckSuggestion(text);
  CheckRoundTrip<tenure::Factor>(text);
  CheckRoundTrip<tenure::Duration>(text);
  return 0;
}
