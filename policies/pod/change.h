#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenure {

// What a class gives a pod; every change names the one that asked for it.
enum class Protection : std::uint8_t {
  kIdentity,  // the label and annotations that say what was decided
  kPriority,
  kResources,
  kPlacement,
  kDisruption,
  kJob,
  kCheckpoint,
};
inline constexpr std::size_t kProtections = static_cast<std::size_t>(Protection::kCheckpoint) + 1;

[[nodiscard]] std::string_view Name(Protection protection);

// One edit of an object, in the order in which edits have to be applied. Its
// texts belong to the decision.
struct Change {
  std::string_view path;  // JSON pointer; an array's "-" appends
  // The length of the part of `path` that the received object has. When it is
  // shorter than the parent, the parents in between have to be created.
  std::size_t present = 0;
  std::string_view was;  // JSON text; empty: there was nothing
  std::string_view now;  // JSON text; empty: it is removed
  Protection by = Protection::kIdentity;
};

}  // namespace tenure
