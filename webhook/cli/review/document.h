#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace tenure {

// JSON pointer to line, from 1.
using Lines = std::map<std::string, std::size_t, std::less<>>;

// One object of the input, with its place in it.
struct Document {
  std::string source;    // the file as the user named it
  std::size_t line = 1;  // where it begins
  nlohmann::json value;

  // Lines of what is inside, for YAML only: of `root` + a pointer into `value`.
  std::shared_ptr<const Lines> lines;
  std::string root;

  // Of the value there or, where it is not written down, of what is around it.
  [[nodiscard]] std::size_t LineOf(std::string_view pointer) const;
};

struct InputError {
  std::string source;
  std::size_t line = 0;    // 0: the file as a whole
  std::size_t column = 0;  // 0: the line as a whole
  std::string message;     // what is wrong, and what to do where that is known

  // "jobs.yaml:12:5: ..."
  [[nodiscard]] std::string Text() const;
};

struct Documents {
  std::vector<Document> documents;
  std::vector<InputError> errors;
};

// Far deeper than any manifest, and below JsonDocument::kMaxDepth even when it
// is wrapped into another object.
inline constexpr std::size_t kMaxManifestDepth = 200;

}  // namespace tenure
