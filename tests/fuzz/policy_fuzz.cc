// The policy reader on any bytes: it ends, and what it refuses it gives a reason for.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policies/language/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = tenure::ReadPolicyFile(text);
  if (!read && read.error().empty()) std::abort();
  if (read && read->policy.hash.size() != 12) std::abort();
  return 0;
}
