#include "webhook/listener/head_parser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "policies/pod/scan.h"
#include "webhook/listener/limits.h"

namespace tenure {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kVersion = "HTTP/1.1";
// The longest method of RFC 9110, the target, the version and the blanks.
constexpr std::size_t kRequestLineBytes = limits::kTargetBytes + 32;

constexpr FramingError kNotHttp{400, "this is not HTTP as an API server sends it"};
constexpr FramingError kLineTooLong{414, "the path has more than 1024 bytes"};
constexpr FramingError kHeadTooLarge{431, "the headers have more than 16 KiB"};
constexpr FramingError kTooManyHeaders{431, "there are more than 64 headers"};
constexpr FramingError kOneHost{400, "there must be one Host"};
constexpr FramingError kVersionUnknown{505, "only HTTP/1.1 is served here"};
constexpr FramingError kExpectation{417, "the only Expect is 100-continue"};
constexpr FramingError kBodyTooLarge{413, "the body has more than 8 MiB"};

// RFC 9110, section 5.6.2.
constexpr bool IsTokenCharacter(char c) {
  return IsLetter(c) || IsDigit(c) ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

constexpr bool IsVisible(char c) { return c > 0x20 && c < 0x7f; }

// Of a header's value; bytes above ASCII are opaque.
constexpr bool IsValueCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 ? byte != 0x7f : c == '\t';
}

bool IsToken(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, IsTokenCharacter);
}

// What the loop over the headers collects beside the head itself.
struct Collected {
  ParsedHead head;
  std::size_t headers = 0;
  std::size_t hosts = 0;
  std::string_view expect;
};

// Whether a comma-separated list (RFC 9110, section 5.6.1) has the option.
bool HasOption(std::string_view list, std::string_view lower_case) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (EqualsIgnoringCase(Trimmed(list.substr(0, comma), IsBlank), lower_case)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

struct Header {
  std::string_view lower_case_name;
  void (*take)(Collected& collected, std::string_view value);
};

// The headers that matter; all others are only counted.
constexpr std::array kHeaders = {
    Header{"host", [](Collected& to, std::string_view /*value*/) { ++to.hosts; }},
    Header{"content-length",
           [](Collected& to, std::string_view value) {
             to.head.fields.content_length = value;
             ++to.head.fields.content_lengths;
           }},
    Header{"content-type",
           [](Collected& to, std::string_view value) { to.head.fields.content_type = value; }},
    Header{"content-encoding",
           [](Collected& to, std::string_view value) { to.head.fields.content_encoding = value; }},
    Header{"transfer-encoding",
           [](Collected& to, std::string_view /*value*/) {
             to.head.fields.has_transfer_encoding = true;
           }},
    Header{"range",
           [](Collected& to, std::string_view /*value*/) { to.head.fields.has_range = true; }},
    Header{"expect", [](Collected& to, std::string_view value) { to.expect = value; }},
    Header{"connection",
           [](Collected& to, std::string_view value) {
             if (HasOption(value, "close")) to.head.keep_alive = false;
           }},
    Header{"traceparent",
           [](Collected& to, std::string_view value) { to.head.traceparent = value; }},
};

std::optional<FramingError> TakeRequestLine(std::string_view line, RequestHead& fields) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return kNotHttp;
  fields.method = line.substr(0, first);
  fields.target = line.substr(first + 1, last - first - 1);
  if (!IsToken(fields.method)) return kNotHttp;
  if (!fields.target.starts_with('/') || !std::ranges::all_of(fields.target, IsVisible)) {
    return kNotHttp;
  }
  if (line.substr(last + 1) != kVersion) return kVersionUnknown;
  return std::nullopt;
}

// Folded lines and blanks before the colon are refused with the name.
std::optional<FramingError> TakeHeader(std::string_view line, Collected& collected) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return kNotHttp;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trimmed(line.substr(colon + 1), IsBlank);
  if (!IsToken(name) || !std::ranges::all_of(value, IsValueCharacter)) return kNotHttp;
  if (++collected.headers > limits::kHeaders) return kTooManyHeaders;
  const auto known = std::ranges::find_if(kHeaders, [name](const Header& header) {
    return EqualsIgnoringCase(name, header.lower_case_name);
  });
  if (known != kHeaders.end()) known->take(collected, value);
  return std::nullopt;
}

// `lines` ends with the end of the last one.
std::optional<FramingError> TakeHeaders(std::string_view lines, Collected& collected) {
  while (!lines.empty()) {
    const std::size_t end = lines.find(kLineEnd);
    if (const auto error = TakeHeader(lines.substr(0, end), collected)) return error;
    lines.remove_prefix(end + kLineEnd.size());
  }
  return std::nullopt;
}

// What needs all headers.
std::optional<FramingError> Complete(Collected& collected) {
  ParsedHead& head = collected.head;
  if (collected.hosts != 1) return kOneHost;
  if (!collected.expect.empty()) {
    if (!EqualsIgnoringCase(collected.expect, "100-continue")) return kExpectation;
    head.expects_continue = true;
  }
  if (const auto error = CheckFraming(head.fields)) return error;
  const std::string_view length = head.fields.content_length;
  std::from_chars(length.data(), length.data() + length.size(), head.body_bytes);
  if (head.body_bytes > limits::kBodyBytes) return kBodyTooLarge;
  return std::nullopt;
}

}  // namespace

HeadResult ParseHead(std::string_view bytes) {
  const std::size_t line_end = bytes.substr(0, kRequestLineBytes).find(kLineEnd);
  if (line_end == std::string_view::npos) {
    if (bytes.size() >= kRequestLineBytes) return kLineTooLong;
    return IncompleteHead{};
  }
  const std::size_t end = bytes.substr(0, limits::kHeadBytes).find(kHeadEnd, line_end);
  if (end == std::string_view::npos) {
    if (bytes.size() >= limits::kHeadBytes) return kHeadTooLarge;
    return IncompleteHead{};
  }
  Collected collected;
  collected.head.head_bytes = end + kHeadEnd.size();
  const std::string_view lines = bytes.substr(0, end + kLineEnd.size());
  if (const auto error = TakeRequestLine(lines.substr(0, line_end), collected.head.fields)) {
    return *error;
  }
  if (const auto error = TakeHeaders(lines.substr(line_end + kLineEnd.size()), collected)) {
    return *error;
  }
  if (const auto error = Complete(collected)) return *error;
  return collected.head;
}

}  // namespace tenure
