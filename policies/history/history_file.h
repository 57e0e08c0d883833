#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "policies/history/history.h"
#include "policies/history/sources/byte_source.h"

namespace tenure {

// What `tenure learn --history FILE` keeps between its runs: sketches per step,
// and which runs they have. One JSON object a line: first what it is, then the
// steps, then the ids.
using WriteText = std::function<void(std::string_view)>;
void WriteHistory(const History& history, const WriteText& write);

// Adds the content of such a file to `history`, faded since it was written. The
// error has file and line; nothing is to be done with the history then.
[[nodiscard]] tl::expected<void, std::string> ReadHistory(ByteSource& source, History& history);

}  // namespace tenure
