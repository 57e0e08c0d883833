#include "policies/estimates/program.h"

#include <algorithm>
#include <array>
#include <vector>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 6> kShells = {"sh", "bash", "dash", "ash", "zsh", "tini"};
// A program's name, not a script that was written on one line.
constexpr std::size_t kLongestProgram = 64;

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool IsShell(std::string_view word) { return std::ranges::count(kShells, BaseName(word)) > 0; }

constexpr bool EndsWord(char c) { return IsBlank(c) || c == '\n' || c == ';' || c == '&'; }

// The first word of a script that does something: "set -e; cd /work; megahit" is too clever
// to look into, its first word is as stable.
std::string_view FirstWord(std::string_view script) {
  TakeWhile(script, EndsWord);
  return TakeWhile(script, [](char c) { return !EndsWord(c); });
}

std::string_view Program(const Container& container) {
  std::vector<std::string_view> words = container.command;
  words.insert(words.end(), container.args.begin(), container.args.end());
  for (const std::string_view word : words) {
    const std::string_view first = FirstWord(word);
    if (first.empty() || first.starts_with('-') || IsShell(first)) continue;
    return BaseName(first).substr(0, kLongestProgram);
  }
  return {};
}

}  // namespace

std::string_view ImageRepository(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const std::size_t colon = image.rfind(':');
  const std::size_t slash = image.rfind('/');
  const bool is_tag =
      colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  return is_tag ? image.substr(0, colon) : image;
}

std::string ImageAndProgram(const Container& container) {
  std::string key(ImageRepository(container.image));
  const std::string_view program = Program(container);
  if (!program.empty()) key.append(" ").append(program);
  return key;
}

}  // namespace tenure
