#include "policies/estimates/generated_name.h"

#include <algorithm>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

// No vowels and nothing that looks like another: util/rand/rand.go.
constexpr std::string_view kRandomAlphabet = "bcdfghjklmnpqrstvwxz2456789";
constexpr std::size_t kRandomLength = 5;

bool IsRandom(std::string_view text) {
  return text.size() == kRandomLength && std::ranges::all_of(text, [](char c) {
           return kRandomAlphabet.find(c) != std::string_view::npos;
         });
}

// Minutes (8 digits until 2160) or seconds (10 digits) since 1970. A date,
// 20261121, has eight digits too, and is as little part of the step.
bool IsScheduledTime(std::string_view text) {
  return AllDigits(text) && (text.size() == 8 || text.size() == 10);
}

}  // namespace

std::string_view WithoutGeneratedSuffix(std::string_view name) {
  while (true) {
    const std::size_t dash = name.rfind('-');
    if (dash == std::string_view::npos || dash == 0) return name;
    const std::string_view suffix = name.substr(dash + 1);
    if (!IsRandom(suffix) && !IsScheduledTime(suffix)) return name;
    name = name.substr(0, dash);
  }
}

}  // namespace tenure
