#include "policies/language/types/suggestion.h"

#include <algorithm>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

std::string Folded(std::string_view word) {
  std::string folded;
  for (const char c : word) {
    if (c != '-' && c != '_') folded += ToLower(c);
  }
  return folded;
}

// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> rows(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) rows[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      rows[i][j] = std::min({rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) rows[i][j] = std::min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[a.size()][b.size()];
}

// One slip in three letters is a misspelling, more is another word.
std::size_t Tolerance(std::string_view word) { return std::min<std::size_t>(word.size() / 3, 3); }

}  // namespace

std::optional<std::string> Nearest(std::string_view word, const std::vector<std::string>& words) {
  constexpr std::size_t kLongestWord = 64;
  const std::string wanted = Folded(word.substr(0, kLongestWord));
  std::optional<std::string> nearest;
  std::size_t shortest = Tolerance(wanted) + 1;
  for (const std::string& candidate : words) {
    const std::size_t distance = Distance(wanted, Folded(candidate));
    if (distance >= shortest) continue;
    shortest = distance;
    nearest = candidate;
  }
  return nearest;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& words) {
  if (const auto nearest = Nearest(word, words)) return "; did you mean " + *nearest + "?";
  constexpr std::size_t kShortList = 8;
  return !words.empty() && words.size() <= kShortList ? "; write " + AnyOf(words) : "";
}

std::string AnyOf(const std::vector<std::string>& words) {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += words[i];
  }
  return list;
}

}  // namespace tenure
