#include "webhook/server/allocator.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "tests/support/resident_memory.h"
#include "tests/support/sanitizers.h"

namespace tenure {
namespace {

// As connections leave it: nearly all is free, and something at the end is not.
TEST(AllocatorTest, FreePagesAreReturnedThoughSomethingBehindThemIsInUse) {
  if (test::kUnderSanitizer) GTEST_SKIP() << "a sanitizer has an allocator of its own";
  constexpr std::size_t kBlock = std::size_t{16} << 10;
  constexpr std::size_t kBlocks = 2000;  // 32 MB
  std::thread([&] {                      // whose heap is none of the main thread's
    std::vector<std::unique_ptr<char[]>> blocks;
    for (std::size_t i = 0; i < kBlocks; ++i) {
      blocks.push_back(std::make_unique_for_overwrite<char[]>(kBlock));
      std::memset(blocks.back().get(), 1, kBlock);
    }
    const auto last = std::move(blocks.back());
    blocks.clear();
    const std::size_t before = test::ResidentMemoryOf("self");
    ReturnFreePages();
    EXPECT_LT(test::ResidentMemoryOf("self"), before - kBlocks * kBlock / 2);
  })
      .join();
}

}  // namespace
}  // namespace tenure
