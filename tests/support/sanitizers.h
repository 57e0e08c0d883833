#pragma once

namespace tenure::test {

// Which sanitizer watches, as GCC says it.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool kUnderAddressSanitizer = true;  // and UndefinedBehaviorSanitizer
#else
inline constexpr bool kUnderAddressSanitizer = false;
#endif
#ifdef __SANITIZE_THREAD__
inline constexpr bool kUnderThreadSanitizer = true;
#else
inline constexpr bool kUnderThreadSanitizer = false;
#endif

// Everything takes many times as long, and memory that was freed is kept, so that a test does less
// of the same and leaves memory alone.
inline constexpr bool kUnderSanitizer = kUnderAddressSanitizer || kUnderThreadSanitizer;

}  // namespace tenure::test
