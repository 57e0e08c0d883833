#pragma once

namespace tenure::test {

// Whether a sanitizer watches, as GCC says it: everything takes many times as long, and memory that
// was freed is kept, so that a test does less of the same and leaves memory alone.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kUnderSanitizer = true;
#else
inline constexpr bool kUnderSanitizer = false;
#endif

}  // namespace tenure::test
