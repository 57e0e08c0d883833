#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tenure {

// From 1, counted in bytes as editors and compilers do; 0 is the file as a whole.
struct Position {
  std::size_t line = 0;
  std::size_t column = 0;
  auto operator<=>(const Position&) const = default;
};

// A YAML value with its place in the file. Scalars keep what was written, and
// whether it was quoted: what a plain one means is for the type that reads it.
struct YamlNode {
  enum class Kind : std::uint8_t {
    kNull,     // nothing, ~ or null
    kPlain,    // a scalar without quotes
    kQuoted,   // a scalar in quotes, or a block: a string, whatever is in it
    kList,     // a YAML sequence
    kMapping,  // a YAML mapping; its keys are strings and differ
    kInvalid,  // reported already: readers pass over it in silence
  };
  using Children = std::vector<std::unique_ptr<YamlNode>>;

  Kind kind = Kind::kNull;
  std::string text;  // of a scalar
  Position at;       // of a null without text, the key's
  Children children;

  const YamlNode* parent = nullptr;
  std::string key;  // in a mapping
  Position key_at;
  std::size_t index = 0;  // in a list

  [[nodiscard]] bool IsScalar() const { return kind == Kind::kPlain || kind == Kind::kQuoted; }

  // The value of a mapping's key; null if there is none.
  [[nodiscard]] const YamlNode* Find(std::string_view name) const;

  // classes[0].resources.memory; long keys are cut. Empty for the root.
  [[nodiscard]] std::string Path() const;
};

struct YamlError {
  Position at;
  std::string path;
  std::string message;
};

struct YamlTree {
  std::unique_ptr<YamlNode> root;  // null when the file could not be read to its end
  std::vector<YamlError> errors;
};

// The bounds of a file: far above any policy (the default has 250 nodes), far
// below what would hold up a reader.
inline constexpr std::size_t kMaxPolicyBytes = 1 << 20;
inline constexpr std::size_t kMaxYamlNodes = 10'000;
inline constexpr std::size_t kMaxYamlDepth = 64;

// Reads one YAML document. What different YAML readers understand differently
// is an error: duplicate keys, merge keys, anchors, tags, keys that are no strings.
[[nodiscard]] YamlTree ReadYaml(std::string_view text);

}  // namespace tenure
