#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string_view>

namespace tenure {

inline constexpr std::size_t kColumns = 100;
inline constexpr std::size_t kIndent = 2;
inline constexpr std::size_t kGap = 2;  // between columns

enum class Tone : std::uint8_t { kPlain, kGood, kBad, kWarning, kStrong, kFaint };

// Writes lines; the only one who knows about colours (ECMA-48 SGR).
class Printer {
 public:
  Printer(std::ostream& out, bool colours) : out_(out), colours_(colours) {}

  Printer& Put(std::string_view text, Tone tone = Tone::kPlain);
  void End() { out_ << '\n'; }

  // A paragraph, wrapped and indented.
  void Paragraph(std::string_view text, std::size_t indent, Tone tone = Tone::kPlain);

  // The rest of a line that `used` columns are written of, and as many more
  // below it, at the same place, as it takes.
  void Rest(std::string_view text, std::size_t used);

 private:
  std::ostream& out_;
  bool colours_;
};

}  // namespace tenure
