#include "webhook/cli/review/document.h"

namespace tenure {

std::size_t Document::LineOf(std::string_view pointer) const {
  if (lines == nullptr) return line;
  std::string place = root;
  place += pointer;
  while (!lines->contains(place)) {
    const std::size_t parent = place.rfind('/');
    if (parent == std::string::npos) return line;
    place.resize(parent);
  }
  return lines->find(place)->second;
}

std::string InputError::Text() const {
  std::string text = source;
  if (line != 0) text += ':' + std::to_string(line);
  if (line != 0 && column != 0) text += ':' + std::to_string(column);
  return text + ": " + message;
}

}  // namespace tenure
