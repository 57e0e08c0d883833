// Quantities against arithmetic on strings of digits, which shares nothing with them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

#include "policies/pod/factor.h"
#include "policies/pod/quantity.h"

namespace tenure {
namespace {

constexpr int kRounds = 20'000;

// A whole number of nanos.
struct Digits {
  bool negative = false;
  std::string digits;

  std::string Text() const { return (negative ? "-" : "") + digits + 'n'; }
};

class Source {
 public:
  int Below(int bound) { return std::uniform_int_distribution<int>(0, bound - 1)(engine_); }

  std::string DigitsUpTo(int size) {
    std::string digits;
    for (int i = Below(size) + 1; i > 0; --i) {
      digits += static_cast<char>('0' + std::max(0, Below(14) - 4));  // many zeros
    }
    return digits;
  }

  Digits Nanos() { return {Below(4) == 0, DigitsUpTo(36)}; }

  std::string FactorText() {
    const std::string decimals = DigitsUpTo(9);
    return std::to_string(Below(999)) + '.' + decimals + 'x';
  }

 private:
  std::mt19937 engine_{20'240'229};
};

bool AllZeros(std::string_view digits) { return digits.find_first_not_of('0') == digits.npos; }

// Negative, zero or positive as a < b, a == b, a > b.
int Compare(const Digits& a, const Digits& b) {
  const auto padded = [](const Digits& d) {
    return std::string(80 - d.digits.size(), '0') + d.digits;
  };
  const bool a_negative = a.negative && !AllZeros(a.digits);
  const bool b_negative = b.negative && !AllZeros(b.digits);
  if (a_negative != b_negative) return a_negative ? -1 : 1;
  return (a_negative ? -1 : 1) * padded(a).compare(padded(b));
}

std::string Product(const std::string& digits, std::uint64_t factor) {
  std::string result;
  std::uint64_t carry = 0;
  for (auto digit = digits.rbegin(); digit != digits.rend() || carry != 0;) {
    if (digit != digits.rend()) carry += static_cast<std::uint64_t>(*digit++ - '0') * factor;
    result += static_cast<char>('0' + carry % 10);
    carry /= 10;
  }
  std::reverse(result.begin(), result.end());
  return result;
}

std::string Increment(std::string digits) {
  auto digit = digits.rbegin();
  for (; digit != digits.rend() && *digit == '9'; ++digit) *digit = '0';
  if (digit == digits.rend()) return '1' + digits;
  ++*digit;
  return digits;
}

// digits / 10^places, rounded up.
std::string DividedByTens(std::string digits, int places) {
  digits.insert(0, static_cast<std::size_t>(places) + 1, '0');
  const std::size_t point = digits.size() - static_cast<std::size_t>(places);
  const std::string whole = digits.substr(0, point);
  return AllZeros(digits.substr(point)) ? whole : Increment(whole);
}

TEST(QuantityProperty, OrderIsTheOrderOfTheDecimals) {
  Source source;
  for (int i = 0; i < kRounds; ++i) {
    const Digits a = source.Nanos();
    Digits b = source.Below(3) == 0 ? a : source.Nanos();
    if (source.Below(4) == 0) b.digits = Increment(b.digits);
    const auto order = *Quantity::Parse(a.Text()) <=> *Quantity::Parse(b.Text());
    ASSERT_EQ(order, Compare(a, b) <=> 0) << a.Text() << " <=> " << b.Text();
  }
}

TEST(QuantityProperty, AProductIsExactOrTheNextNanoAbove) {
  Source source;
  for (int i = 0; i < kRounds; ++i) {
    const Digits nanos = source.Nanos();
    const auto factor = Factor::Parse(source.FactorText());
    if (!factor) continue;  // 0.000x
    const Digits exact_or_above = {
        nanos.negative, DividedByTens(Product(nanos.digits, factor->numerator()), factor->scale())};
    const Quantity product = Quantity::Parse(nanos.Text())->MultipliedBy(*factor);
    ASSERT_EQ(product, *Quantity::Parse(exact_or_above.Text()))
        << nanos.Text() << " times " << factor->Text() << " gave " << product.Canonical();
  }
}

TEST(QuantityProperty, AddingAndSubtractingGivesTheSameBack) {
  Source source;
  for (int i = 0; i < kRounds; ++i) {
    const Quantity a = *Quantity::Parse(source.Nanos().Text());
    const Quantity b = *Quantity::Parse(source.Nanos().Text());
    ASSERT_EQ(a + b - b, a) << a.Canonical() << " and " << b.Canonical();
    ASSERT_EQ(a - b, Quantity() - (b - a)) << a.Canonical() << " and " << b.Canonical();
  }
}

TEST(QuantityProperty, CanonicalIsAFixpointAndKeepsTheValue) {
  constexpr std::array<std::string_view, 20> kSuffixes = {
      "",   "n",   "u",  "m",  "k",  "M",  "G",  "T",  "P",    "E",
      "e3", "E-7", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e+09", "e-33"};
  Source source;
  for (int i = 0; i < kRounds; ++i) {
    const std::string suffix(kSuffixes[static_cast<std::size_t>(source.Below(20))]);
    const std::string text = source.DigitsUpTo(15) + '.' + source.DigitsUpTo(15) + suffix;
    const auto quantity = Quantity::Parse(text);
    ASSERT_TRUE(quantity) << text;
    const auto again = Quantity::Parse(quantity->Canonical());
    ASSERT_TRUE(again) << text << " is printed as " << quantity->Canonical();
    ASSERT_EQ(*again, *quantity) << text << " is printed as " << quantity->Canonical();
    ASSERT_EQ(again->Canonical(), quantity->Canonical()) << text;
  }
}

}  // namespace
}  // namespace tenure
