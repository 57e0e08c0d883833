#pragma once

#include <string>
#include <string_view>

namespace tenure {

// What <dir> and <hash> stand for in one pod.
struct Placeholders {
  std::string_view base;  // where the claim is mounted
  std::string_view dir;   // the pod's folder in it
  std::string_view hash;
};

// A strategy's text for one pod.
[[nodiscard]] std::string Filled(std::string_view pattern, const Placeholders& known);

// Whether a text is what an earlier round, or the pod that this one was copied
// from, may have been given: the pattern with a folder below `base` (empty: any
// absolute path) and any hash. That is how our own work is recognised.
[[nodiscard]] bool IsFillingOf(std::string_view pattern, std::string_view text,
                               std::string_view base);

}  // namespace tenure
