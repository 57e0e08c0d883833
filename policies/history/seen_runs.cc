#include "policies/history/seen_runs.h"

#include <algorithm>
#include <utility>

namespace tenure {
namespace {

constexpr std::size_t kFirstSlots = 1024;

// Ids of FNV-1a are even in their low bits only after a finishing multiply.
std::size_t SlotOf(std::uint64_t id, std::size_t slots) {
  return static_cast<std::size_t>((id * 0x9E3779B97F4A7C15ULL) >> 20) & (slots - 1);
}

}  // namespace

bool SeenRuns::Table::Contains(std::uint64_t id) const {
  if (slots.empty()) return false;
  for (std::size_t slot = SlotOf(id, slots.size()); slots[slot] != 0;
       slot = (slot + 1) & (slots.size() - 1)) {
    if (slots[slot] == id) return true;
  }
  return false;
}

void SeenRuns::Table::Insert(std::uint64_t id) {
  if ((count + 1) * 2 > slots.size()) Grow();
  std::size_t slot = SlotOf(id, slots.size());
  while (slots[slot] != 0) slot = (slot + 1) & (slots.size() - 1);
  slots[slot] = id;
  ++count;
}

void SeenRuns::Table::Grow() {
  const std::vector<std::uint64_t> old = std::exchange(slots, {});
  slots.resize(std::max(kFirstSlots, old.size() * 2));
  count = 0;
  for (const std::uint64_t id : old) {
    if (id != 0) Insert(id);
  }
}

bool SeenRuns::Insert(std::uint64_t id) {
  if (id == 0) id = 1;
  if (current_.Contains(id) || previous_.Contains(id)) return false;
  if (current_.count >= generation_) previous_ = std::exchange(current_, {});
  current_.Insert(id);
  return true;
}

std::vector<std::uint64_t> SeenRuns::Ids() const {
  std::vector<std::uint64_t> ids;
  ids.reserve(previous_.count + current_.count);
  for (const Table* table : {&previous_, &current_}) {
    for (const std::uint64_t id : table->slots) {
      if (id != 0) ids.push_back(id);
    }
  }
  return ids;
}

}  // namespace tenure
