#include "policies/history/sources/table_reader.h"

#include <algorithm>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

std::string Normalized(std::string_view name) { return Lowered(Trimmed(name, IsBlank)); }

}  // namespace

tl::expected<TableReader, std::string> TableReader::Open(ByteSource& source,
                                                         std::string_view delimiters) {
  const std::string name(source.name());
  TableReader reader(source);
  const auto line = reader.lines_.Next();
  if (!line) return tl::unexpected(line.error());
  if (!*line) return tl::unexpected(name + ": is empty");
  std::string_view header = **line;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (header.starts_with(kByteOrderMark)) header.remove_prefix(kByteOrderMark.size());
  if (header.find('\0') != std::string_view::npos) {
    return tl::unexpected(name + ":1: is not a text (UTF-16, or compressed?)");
  }
  const auto found = std::ranges::find_if(
      delimiters, [&](char c) { return header.find(c) != std::string_view::npos; });
  reader.delimiter_ = found == delimiters.end() ? delimiters.front() : *found;
  if (!reader.Split(header)) return tl::unexpected(name + ":1: a quote does not close");
  for (const std::string_view field : reader.row_.fields_) {
    reader.columns_.push_back(Normalized(field));
  }
  return reader;
}

std::optional<std::size_t> TableReader::Column(std::string_view name) const {
  const auto found = std::ranges::find(columns_, name);
  if (found == columns_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns_.begin());
}

tl::expected<TableReader::Next, std::string> TableReader::Read() {
  while (true) {
    const auto line = lines_.Next();
    if (!line) return tl::unexpected(line.error());
    if (!*line) return Next{};
    if ((*line)->empty()) continue;
    row_.text_ = **line;
    row_.line_ = lines_.line();
    if (!Split(row_.text_)) return Next{&row_, "a quote does not close on its line"};
    if (row_.fields_.size() != columns_.size()) {
      return Next{&row_, "has " + std::to_string(row_.fields_.size()) +
                             " fields where the header has " + std::to_string(columns_.size()) +
                             (lines_.unterminated() ? ": the file was cut off" : "")};
    }
    return Next{&row_, {}};
  }
}

bool TableReader::Split(std::string_view line) {
  row_.fields_.clear();
  row_.unquoted_.clear();
  constexpr std::size_t kMostColumns = 256;
  row_.unquoted_.reserve(std::max(columns_.size() + 1, kMostColumns));  // views must stay
  while (true) {
    if (line.starts_with('"') && delimiter_ != '\t') {
      if (!TakeQuoted(line)) return false;
      if (line.empty()) return true;
      line.remove_prefix(1);
      continue;
    }
    const std::size_t end = line.find(delimiter_);
    row_.fields_.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return true;
    line.remove_prefix(end + 1);
  }
}

bool TableReader::TakeQuoted(std::string_view& line) {
  std::string text;
  std::size_t at = 1;
  while (true) {
    const std::size_t quote = line.find('"', at);
    if (quote == std::string_view::npos) return false;
    text += line.substr(at, quote - at);
    at = quote + 1;
    if (at >= line.size() || line[at] != '"') break;
    text += '"';
    ++at;
  }
  line.remove_prefix(at);
  if (!line.empty() && line.front() != delimiter_) return false;
  if (row_.unquoted_.size() == row_.unquoted_.capacity()) {
    // More fields than the header has: the row is refused for their number.
    row_.fields_.emplace_back();
    return true;
  }
  row_.fields_.push_back(row_.unquoted_.emplace_back(std::move(text)));
  return true;
}

}  // namespace tenure
