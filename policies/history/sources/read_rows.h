#pragma once

#include <string>
#include <tl/expected.hpp>

#include "policies/history/sources/import.h"
#include "policies/history/sources/table_reader.h"

namespace tenure {

// Hands every row of a table on, `take(row)`. Lines that are no rows of it are
// counted and remembered; the error is of a source that cannot be read further.
template <typename Take>
tl::expected<void, std::string> ReadRows(TableReader& table, Import& import, Take take) {
  while (true) {
    const auto next = table.Read();
    if (!next) return tl::unexpected(next.error());
    if (next->row == nullptr) return {};
    if (!next->wrong.empty()) {
      import.Malformed(next->row->line(), next->wrong);
    } else {
      take(*next->row);
    }
  }
}

}  // namespace tenure
