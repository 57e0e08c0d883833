#pragma once

#include <cstdint>
#include <initializer_list>

#include "policies/pod/change.h"

namespace tenure {

class ProtectionSet {
 public:
  constexpr ProtectionSet() = default;
  constexpr ProtectionSet(std::initializer_list<Protection> protections) {
    for (const Protection protection : protections) bits_ |= Bit(protection);
  }
  [[nodiscard]] static constexpr ProtectionSet All() {
    ProtectionSet all;
    all.bits_ = 0xff;
    return all;
  }

  [[nodiscard]] constexpr bool Has(Protection protection) const {
    return (bits_ & Bit(protection)) != 0;
  }
  constexpr void Add(ProtectionSet other) { bits_ |= other.bits_; }
  [[nodiscard]] constexpr bool empty() const { return bits_ == 0; }

 private:
  static constexpr std::uint8_t Bit(Protection protection) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(protection));
  }
  std::uint8_t bits_ = 0;
};

}  // namespace tenure
