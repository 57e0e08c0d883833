#pragma once

#include <cstddef>
#include <string_view>

namespace tenure {

// How many cores this process may keep busy: those that it may run on, within
// the CPU limit of its container. At most 8, which decide more pods in a second
// than an API server creates in an hour.
[[nodiscard]] std::size_t UsableCores();

// The cores that a cgroup's cpu.max ("150000 100000" is 1.5) allows, rounded
// up; 0: no limit (Linux, Documentation/admin-guide/cgroup-v2.rst).
[[nodiscard]] std::size_t CoresOf(std::string_view cpu_max);

}  // namespace tenure
