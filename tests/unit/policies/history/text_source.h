#pragma once

#include <algorithm>
#include <string_view>

#include "policies/history/sources/byte_source.h"

namespace tenure::test {

// A source that is a text; `block` bytes a time, to find what breaks at their
// bounds. The text must outlive it.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string_view text, std::size_t block = 1 << 20)
      : rest_(text), block_(block) {}

  tl::expected<std::size_t, std::string> Read(std::span<char> into) override {
    const std::size_t count = std::min({into.size(), rest_.size(), block_});
    std::copy_n(rest_.begin(), count, into.begin());
    rest_.remove_prefix(count);
    return count;
  }
  std::string_view name() const override { return "text"; }

 private:
  std::string_view rest_;
  std::size_t block_;
};

}  // namespace tenure::test
