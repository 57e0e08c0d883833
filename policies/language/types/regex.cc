#include "policies/language/types/regex.h"

#include <string>
#include <utility>

#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

constexpr std::size_t kMaxLength = 1000;
constexpr std::int64_t kMaxMemory = 1 << 20;

using Compiled = std::shared_ptr<const re2::RE2>;

std::optional<Compiled> ReadRegex(Reading& reading, const YamlNode& node) {
  const auto text = ReadString(reading, node, "a regular expression");
  if (!text) return std::nullopt;
  if (text->empty() || text->size() > kMaxLength) {
    reading.Fail(node, "must be a regular expression of 1 to 1000 characters");
    return std::nullopt;
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kMaxMemory);
  auto compiled = std::make_shared<const re2::RE2>(*text, options);
  if (compiled->ok()) return compiled;
  reading.Fail(
      node, Quoted(*text) + " is not a regular expression of RE2: " + Clipped(compiled->error()));
  return std::nullopt;
}

}  // namespace

Type<Compiled> Regex() {
  return {{"a regular expression",
           {{"type", "string"}, {"minLength", 1}, {"maxLength", kMaxLength}},
           {}},
          ReadRegex};
}

}  // namespace tenure
