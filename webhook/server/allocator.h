#pragma once

namespace tenure {

// Makes the allocator give large blocks back to the kernel when they are freed.
// By itself glibc learns from the first large body that such blocks are worth
// keeping (mallopt(3), M_MMAP_THRESHOLD), and a server that has seen one is three
// times as large for the rest of its life. Before the first thread.
void ReturnLargeBlocks();

// Gives the pages between what is still in use back to the kernel, which glibc by itself only does
// at the end of a heap: two hundred connections at once leave 6 MB behind. Others that allocate
// meanwhile wait, for tenths of a millisecond.
void ReturnFreePages();

}  // namespace tenure
