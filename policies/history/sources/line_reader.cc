#include "policies/history/sources/line_reader.h"

#include <cstring>

namespace tenure {
namespace {

std::string_view WithoutCarriageReturn(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

}  // namespace

tl::expected<bool, std::string> LineReader::Fill() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  const auto read = source_.Read(std::span(buffer_).subspan(end_, buffer_.size() - end_));
  if (!read) return tl::unexpected(read.error());
  end_ += *read;
  return *read > 0;
}

tl::expected<std::optional<std::string_view>, std::string> LineReader::Next() {
  std::size_t searched = 0;
  while (true) {
    const std::string_view ready(buffer_.data() + begin_, end_ - begin_);
    const std::size_t newline = ready.find('\n', searched);
    if (newline != std::string_view::npos) {
      ++line_;
      begin_ += newline + 1;
      return WithoutCarriageReturn(ready.substr(0, newline));
    }
    if (ready.size() >= kLongestLine) {
      return tl::unexpected(std::string(source_.name()) + ":" + std::to_string(line_ + 1) +
                            ": has more than 1 MiB: not a text of lines");
    }
    searched = ready.size();
    const auto more = Fill();
    if (!more) return tl::unexpected(more.error());
    if (*more) continue;
    if (ready.empty()) return std::nullopt;
    ++line_;
    unterminated_ = true;
    const std::string_view last(buffer_.data() + begin_, end_ - begin_);
    begin_ = end_;
    return WithoutCarriageReturn(last);
  }
}

}  // namespace tenure
