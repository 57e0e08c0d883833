#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/history/sources/line_reader.h"

namespace tenure {

// A row of a table with named columns. Valid until the next one is read.
class TableRow {
 public:
  // Empty where the table has no such column, and where nothing is in it:
  // nothing at all, "-" (Nextflow) or "N/A".
  [[nodiscard]] std::string_view operator[](std::optional<std::size_t> column) const {
    if (!column || *column >= fields_.size()) return {};
    const std::string_view field = fields_[*column];
    return field == "-" || field == "N/A" ? std::string_view() : field;
  }
  [[nodiscard]] std::string_view text() const { return text_; }  // the whole line
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  friend class TableReader;
  std::string_view text_;
  std::size_t line_ = 0;
  std::vector<std::string_view> fields_;
  std::vector<std::string> unquoted_;  // fields with doubled quotes inside
};

// Reads tables with a header line: Nextflow's traces (tabs), sacct's (bars), CSV
// (RFC 4180, but no line ends within quotes).
class TableReader {
 public:
  // Reads the header. `delimiters`: which it may be; the first one found in it is.
  static tl::expected<TableReader, std::string> Open(ByteSource& source,
                                                     std::string_view delimiters);

  [[nodiscard]] std::optional<std::size_t> Column(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }

  // nullptr at the end. `wrong` is set where the line is no row of this table:
  // another number of fields, a quote that does not close, bytes that are no text.
  struct Next {
    const TableRow* row = nullptr;
    std::string wrong;
  };
  [[nodiscard]] tl::expected<Next, std::string> Read();

 private:
  explicit TableReader(ByteSource& source) : lines_(source) {}
  bool Split(std::string_view line);
  // A quoted field off the front of the line; false: its quote does not close.
  bool TakeQuoted(std::string_view& line);

  LineReader lines_;
  char delimiter_ = ',';
  std::vector<std::string> columns_;
  TableRow row_;
};

}  // namespace tenure
