#include "webhook/server/allocator.h"

#include <malloc.h>

namespace tenure {
namespace {

// Above what the usual review needs for its buffers.
constexpr int kLargeBytes = 256 << 10;

}  // namespace

// NOLINTNEXTLINE(concurrency-mt-unsafe): before the first thread
void ReturnLargeBlocks() { ::mallopt(M_MMAP_THRESHOLD, kLargeBytes); }

void ReturnFreePages() { ::malloc_trim(0); }

}  // namespace tenure
