#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace tenure {

// One step of the way to a value: whether the received pod has it.
struct Ancestor {
  std::string_view pointer;
  bool is_there = false;
};

// For Change::present: how much of a pointer the received pod has, by the
// ancestors from the outermost in.
[[nodiscard]] constexpr std::size_t PresentUpTo(std::initializer_list<Ancestor> ancestors) {
  std::size_t present = 0;
  for (const Ancestor& ancestor : ancestors) {
    if (!ancestor.is_there) break;
    present = ancestor.pointer.size();
  }
  return present;
}

}  // namespace tenure
