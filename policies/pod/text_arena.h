#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory_resource>
#include <string>
#include <string_view>

#include "policies/pod/json_pointer.h"

namespace tenure {

// Where the texts of one decision are: they all end with it, so that none has
// to be freed by itself. What is returned is valid as long as this.
class TextArena {
 public:
  TextArena() { draft_.reserve(kUsualDraft); }
  TextArena(const TextArena&) = delete;
  TextArena& operator=(const TextArena&) = delete;

  [[nodiscard]] std::string_view Keep(std::string_view text);
  [[nodiscard]] std::string_view Join(std::initializer_list<std::string_view> parts);

  // As JSON.
  [[nodiscard]] std::string_view JsonString(std::string_view text);
  [[nodiscard]] std::string_view JsonNumber(std::int64_t number);

  // See json_pointer.h.
  template <typename... Tokens>
  [[nodiscard]] std::string_view Pointer(std::string_view base, const Tokens&... tokens) {
    draft_ = base;
    (AppendPointerToken(draft_, tokens), ...);
    return Keep(draft_);
  }

 private:
  // Nearly every decision's texts fit.
  static constexpr std::size_t kUsualBytes = 8192;
  static constexpr std::size_t kUsualDraft = 256;

  std::array<std::byte, kUsualBytes> usual_;
  std::pmr::monotonic_buffer_resource memory_{usual_.data(), usual_.size()};
  std::string draft_;  // of a text, until its length is known
};

}  // namespace tenure
