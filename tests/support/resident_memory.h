#pragma once

#include <cstddef>
#include <string>

namespace tenure::test {

// Bytes of a process that are in memory (proc(5), statm). `process`: its id, or "self".
[[nodiscard]] std::size_t ResidentMemoryOf(const std::string& process);

}  // namespace tenure::test
