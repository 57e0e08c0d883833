#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// Numbers with units, as sources of history write them. Errors read after
// `"TEXT" `. Nothing negative, no NaN, no infinity; the decimal sign is a point.

// "12", "1.5", "1e9".
[[nodiscard]] tl::expected<double, std::string> ReadNumber(std::string_view text);

// Seconds. Nextflow's "3d 4h 2m 1.5s", "950ms"; ours "3d4h"; Slurm's
// "[days-]hours:minutes:seconds"; a number alone is in `unit` seconds.
[[nodiscard]] tl::expected<double, std::string> ReadSeconds(std::string_view text, double unit);

// Bytes. "198 GB" and "198G" are Gi (Nextflow's MemoryUnit and Slurm count by
// 1024), as is "198Gi"; a number alone is bytes.
[[nodiscard]] tl::expected<double, std::string> ReadBytes(std::string_view text);

// "123.4%" and "123.4" are 1.234 cores.
[[nodiscard]] tl::expected<double, std::string> ReadPercent(std::string_view text);

// Seconds since 1970 of "2026-11-21 10:11:12.123", "2026-11-21T10:11:12Z" or an
// offset such as +01:00; without one it is taken for UTC. A number alone is in
// `unit` seconds since 1970.
[[nodiscard]] tl::expected<std::int64_t, std::string> ReadTime(std::string_view text, double unit);

// "2026-11-21", in UTC.
[[nodiscard]] std::string DayOf(std::int64_t seconds_since_1970);

}  // namespace tenure
