#include "policies/pod/factor.h"

#include <algorithm>
#include <array>
#include <optional>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr int kMaxScale = 9;
constexpr std::uint64_t kMaxFactor = 1000;
constexpr std::array<std::uint64_t, kMaxScale + 1> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

std::uint64_t PowerOfTen(int exponent) { return kPowersOfTen[static_cast<std::size_t>(exponent)]; }

// Takes `last` off the end of `text`, whatever its case.
bool TakeLast(std::string_view& text, char last) {
  if (text.empty() || ToLower(text.back()) != last) return false;
  text.remove_suffix(1);
  return true;
}

}  // namespace

class FactorReader {
 public:
  enum class Error : std::uint8_t { kFormat, kDecimals, kRange };

  // "1.5" with two extra places is 0.015: what "1.5%" means.
  static tl::expected<Factor, Error> Read(std::string_view number, int extra_places = 0) {
    const std::size_t point = number.find('.');
    const std::string_view whole = number.substr(0, point);
    const std::string_view decimals =
        point == std::string_view::npos ? std::string_view() : number.substr(point + 1);
    if (!AllDigits(whole)) return tl::unexpected(Error::kFormat);
    if (point != std::string_view::npos && !AllDigits(decimals)) {
      return tl::unexpected(Error::kFormat);
    }
    if (decimals.size() > static_cast<std::size_t>(kMaxScale - extra_places)) {
      return tl::unexpected(Error::kDecimals);
    }
    return InRange(Digits(whole, decimals), static_cast<int>(decimals.size()) + extra_places);
  }

 private:
  // Stops growing once it is out of any range that InRange accepts.
  static std::uint64_t Digits(std::string_view whole, std::string_view decimals) {
    std::uint64_t value = 0;
    for (const std::string_view part : {whole, decimals}) {
      for (const char c : part) {
        if (value > kMaxFactor * PowerOfTen(kMaxScale)) return value;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
      }
    }
    return value;
  }

  static tl::expected<Factor, Error> InRange(std::uint64_t numerator, int scale) {
    if (numerator == 0 || numerator > kMaxFactor * PowerOfTen(scale)) {
      return tl::unexpected(Error::kRange);
    }
    while (scale > 0 && numerator % 10 == 0) {
      numerator /= 10;
      --scale;
    }
    Factor factor;
    factor.numerator_ = numerator;
    factor.scale_ = scale;
    return factor;
  }
};

namespace {

// What people write for 1.5x: "1.5", "1,5x", "1.5 X", "x1.5", "150%".
std::optional<Factor> Guess(std::string_view text) {
  std::string number;
  std::remove_copy(text.begin(), text.end(), std::back_inserter(number), ' ');
  std::replace(number.begin(), number.end(), ',', '.');
  if (!number.empty() && ToLower(number.front()) == 'x') number.erase(0, 1);
  std::string_view rest = number;
  const bool percent = TakeLast(rest, '%');
  if (!percent) TakeLast(rest, 'x');
  const bool bare_point = !rest.empty() && rest.front() == '.';
  const auto factor =
      FactorReader::Read((bare_point ? "0" : "") + std::string(rest), percent ? 2 : 0);
  return factor ? std::optional(*factor) : std::nullopt;
}

std::string Explain(std::string_view text, FactorReader::Error error) {
  using Error = FactorReader::Error;
  if (error == Error::kDecimals) return "not a factor: at most nine decimals, such as 1.5x";
  if (error == Error::kRange) return "not a factor: it must be above 0x and at most 1000x";
  const std::optional<Factor> meant = Guess(text);
  if (meant) return "not a factor; did you mean " + meant->Text() + "?";
  return "not a factor: write a number and x, such as 1.5x";
}

}  // namespace

tl::expected<Factor, std::string> Factor::Parse(std::string_view text) {
  if (text.empty() || text.back() != 'x') {
    return tl::unexpected(Explain(text, FactorReader::Error::kFormat));
  }
  return FactorReader::Read(text.substr(0, text.size() - 1))
      .map_error([text](FactorReader::Error error) { return Explain(text, error); });
}

std::string Factor::Text() const {
  std::string text = std::to_string(numerator_ / PowerOfTen(scale_));
  if (scale_ > 0) {
    const std::string decimals = std::to_string(numerator_ % PowerOfTen(scale_));
    text += '.' + std::string(static_cast<std::size_t>(scale_) - decimals.size(), '0') + decimals;
  }
  return text + 'x';
}

std::strong_ordering Factor::operator<=>(const Factor& other) const {
  // At most 1000 × 10^9: no overflow.
  return numerator_ * PowerOfTen(kMaxScale - scale_) <=>
         other.numerator_ * PowerOfTen(kMaxScale - other.scale_);
}

}  // namespace tenure
