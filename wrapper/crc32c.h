// CRC-32C (Castagnoli, RFC 3720 appendix B.4), in hardware where the
// processor has SSE 4.2: it guards against broken disks, not against malice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tenure::wrapper {

// Continues from `crc`; a whole is the same as its parts one after another.
uint32_t Crc32c(std::string_view bytes, uint32_t crc = 0);

// The same without special instructions, for processors that lack them.
uint32_t Crc32cPortable(std::string_view bytes, uint32_t crc = 0);

}  // namespace tenure::wrapper
