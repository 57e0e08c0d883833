#include "webhook/listener/framing.h"

#include <algorithm>
#include <array>

#include "policies/pod/scan.h"
#include "webhook/listener/limits.h"

namespace tenure {
namespace {

constexpr std::size_t kLengthDigits = 12;  // more would overflow somewhere

bool HasPrefix(std::string_view text, std::string_view lower_case_prefix) {
  return EqualsIgnoringCase(text.substr(0, lower_case_prefix.size()), lower_case_prefix);
}

bool IsLength(std::string_view text) {
  return !text.empty() && text.size() <= kLengthDigits && std::ranges::all_of(text, IsDigit);
}

bool HasBody(const RequestHead& head) {
  return head.content_lengths > 0 && head.content_length != "0";
}

struct Check {
  bool (*fails)(const RequestHead& head);
  FramingError error;
};

constexpr std::array<Check, 9> kChecks{{
    {[](const RequestHead& head) { return head.target.size() > limits::kTargetBytes; },
     {414, "the path has more than 1024 bytes"}},
    {[](const RequestHead& head) { return head.has_transfer_encoding; },
     {411, "send Content-Length, not Transfer-Encoding"}},
    {[](const RequestHead& head) { return head.content_lengths > 1; },
     {400, "there is more than one Content-Length"}},
    {[](const RequestHead& head) {
       return head.content_lengths == 1 && !IsLength(head.content_length);
     },
     {400, "Content-Length is no number"}},
    {[](const RequestHead& head) { return head.method == "POST" && head.content_lengths == 0; },
     {411, "Content-Length is missing"}},
    {[](const RequestHead& head) {
       return (head.method == "GET" || head.method == "HEAD") && HasBody(head);
     },
     {400, "a GET has no body"}},
    {[](const RequestHead& head) { return head.has_range; }, {400, "ranges are not served"}},
    {[](const RequestHead& head) { return !head.content_encoding.empty(); },
     {415, "the body must not be compressed"}},
    {[](const RequestHead& head) { return HasPrefix(head.content_type, "multipart/"); },
     {415, "the content type must be application/json"}},
}};

}  // namespace

std::optional<FramingError> CheckFraming(const RequestHead& head) {
  const auto failed =
      std::ranges::find_if(kChecks, [&](const Check& check) { return check.fails(head); });
  if (failed == kChecks.end()) return std::nullopt;
  return failed->error;
}

}  // namespace tenure
