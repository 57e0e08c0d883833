#include "policies/pod/pod.h"

#include <algorithm>

namespace tenure {

const OwnerReference* Metadata::Controller() const {
  const auto owner = std::ranges::find(owners, true, &OwnerReference::controller);
  return owner == owners.end() ? nullptr : &*owner;
}

std::string Container::CommandLine() const {
  std::string line;
  for (const auto* words : {&command, &args}) {
    for (const std::string_view word : *words) {
      if (!line.empty()) line += ' ';
      line += word;
    }
  }
  return line;
}

}  // namespace tenure
