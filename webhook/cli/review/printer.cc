#include "webhook/cli/review/printer.h"

#include <string>
#include <vector>

#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

std::string_view Code(Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return "\033[32m";
    case Tone::kBad:
      return "\033[1;31m";
    case Tone::kWarning:
      return "\033[33m";
    case Tone::kStrong:
      return "\033[1m";
    case Tone::kFaint:
      return "\033[2m";
    case Tone::kPlain:
      break;
  }
  return "";
}

}  // namespace

Printer& Printer::Put(std::string_view text, Tone tone) {
  const bool coloured = colours_ && tone != Tone::kPlain;
  if (coloured) out_ << Code(tone);
  out_ << text;
  if (coloured) out_ << "\033[0m";
  return *this;
}

void Printer::Paragraph(std::string_view text, std::size_t indent, Tone tone) {
  for (const std::string& line : Wrapped(text, kColumns - indent)) {
    Put(std::string(indent, ' ')).Put(line, tone).End();
  }
}

void Printer::Rest(std::string_view text, std::size_t used) {
  const std::size_t room = kColumns - used;
  std::size_t indent = 0;
  for (const std::string& line : Wrapped(text, room)) {
    Put(std::string(indent, ' ') + Clipped(line, room)).End();
    indent = used;
  }
}

}  // namespace tenure
