#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/history/sources/byte_source.h"

namespace tenure {

// A source line by line, in constant memory. Line ends are \n or \r\n.
class LineReader {
 public:
  // Longer than any row of a trace: what has none is not a text of lines.
  static constexpr std::size_t kLongestLine = std::size_t{1} << 20;

  explicit LineReader(ByteSource& source) : source_(source), buffer_(kLongestLine + kBlock) {}

  // Valid until the next call; nullopt at the end.
  [[nodiscard]] tl::expected<std::optional<std::string_view>, std::string> Next();
  [[nodiscard]] std::size_t line() const { return line_; }  // of what Next gave, from 1
  // Whether the last line had no end: the file may have been cut off.
  [[nodiscard]] bool unterminated() const { return unterminated_; }

 private:
  static constexpr std::size_t kBlock = std::size_t{1} << 18;

  tl::expected<bool, std::string> Fill();  // false: at the end

  ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t line_ = 0;
  bool unterminated_ = false;
};

}  // namespace tenure
