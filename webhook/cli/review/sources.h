#pragma once

#include <istream>
#include <string>
#include <vector>

namespace tenure {

// A text to read manifests from.
struct Source {
  std::string name;  // as messages call it
  std::string text;
};

struct Sources {
  std::vector<Source> sources;
  std::vector<std::string> errors;  // each names what could not be read
};

// Reads what the command line names: files, folders (all *.yaml, *.yml and
// *.json below them, in order of their names; hidden ones are passed over), and
// "-", which is `standard_input`.
[[nodiscard]] Sources ReadSources(const std::vector<std::string>& names,
                                  std::istream& standard_input);

}  // namespace tenure
