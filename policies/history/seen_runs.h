#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tenure {

// The ids of runs that were counted already, so that overlapping files and
// repeated imports count nothing twice. Bounded: it remembers the last 4 to 8
// million runs in at most 128 MiB, and forgets the oldest beyond.
class SeenRuns {
 public:
  static constexpr std::size_t kGeneration = std::size_t{1} << 22;

  explicit SeenRuns(std::size_t generation = kGeneration) : generation_(generation) {}

  // Whether the id is new; it is seen from now on.
  bool Insert(std::uint64_t id);

  // All of them, those to be forgotten first in front.
  [[nodiscard]] std::vector<std::uint64_t> Ids() const;

 private:
  // Open addressing; 0 is an empty slot, and id 0 is kept as 1.
  struct Table {
    std::vector<std::uint64_t> slots;
    std::size_t count = 0;
    [[nodiscard]] bool Contains(std::uint64_t id) const;
    void Insert(std::uint64_t id);  // which is not in it
    void Grow();
  };

  std::size_t generation_;
  Table current_;
  Table previous_;
};

}  // namespace tenure
