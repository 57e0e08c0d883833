#pragma once

namespace tenure {

// Makes the allocator give large blocks back to the kernel when they are freed.
// By itself glibc learns from the first large body that such blocks are worth
// keeping (mallopt(3), M_MMAP_THRESHOLD), and a server that has seen one is three
// times as large for the rest of its life. Before the first thread.
void ReturnLargeBlocks();

}  // namespace tenure
