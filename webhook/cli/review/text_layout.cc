#include "webhook/cli/review/text_layout.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::string_view kEllipsis = "…";

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }

bool IsControl(char byte) { return static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F; }

// The bytes of the first `width` characters.
std::size_t BytesOf(std::string_view text, std::size_t width) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (StartsCharacter(text[i]) && characters++ == width) return i;
  }
  return text.size();
}

}  // namespace

std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, StartsCharacter));
}

std::string Clipped(std::string_view text, std::size_t width) {
  std::string clipped(text);
  if (Width(text) > width) {
    clipped = text.substr(0, BytesOf(text, width - 1));
    clipped += kEllipsis;
  }
  std::ranges::replace_if(clipped, IsControl, ' ');
  return clipped;
}

std::string Padded(std::string_view text, std::size_t width) {
  std::string padded(text);
  padded.append(width - std::min(width, Width(text)), ' ');
  return padded;
}

std::vector<std::string> Wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines = {""};
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (word.empty()) continue;
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (Width(line) + 1 + Width(word) <= width) {
      line += ' ';
      line += word;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

}  // namespace tenure
