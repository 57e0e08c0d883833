#include "policies/language/k8s_names.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::size_t kMaxLabel = 63;
constexpr std::size_t kMaxSubdomain = 253;

bool Matches(std::string_view text, const RE2& pattern) {
  return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), pattern);
}

bool IsDnsLabel(std::string_view text) {
  static const RE2 pattern("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  return text.size() <= kMaxLabel && Matches(text, pattern);
}

bool IsDnsSubdomain(std::string_view text) {
  static const RE2 pattern(R"([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)");
  return text.size() <= kMaxSubdomain && Matches(text, pattern);
}

// A label's value, or the name in its key.
bool IsNamePart(std::string_view text) {
  static const RE2 pattern("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  return text.size() <= kMaxLabel && Matches(text, pattern);
}

// "My_Class 2" as DNS would have it.
std::string Hyphenated(std::string_view text) {
  std::string name = Lowered(text);
  std::ranges::replace_if(name, [](char c) { return c == '_' || c == ' '; }, '-');
  return name;
}

std::string NotA(std::string_view what, const std::string& why) {
  return "not " + std::string(what) + why;
}

std::string TooLong(std::size_t most) {
  return ": it has more than " + std::to_string(most) + " characters";
}

std::string KeyProblem(std::string_view text, std::string_view what) {
  const std::size_t slash = text.find('/');
  const bool has_prefix = slash != std::string_view::npos;
  const std::string_view name = has_prefix ? text.substr(slash + 1) : text;
  if (name.find('/') != std::string_view::npos) return NotA(what, ": it has more than one slash");
  if (has_prefix && !IsDnsSubdomain(text.substr(0, slash))) {
    return NotA(what, ": what is before the slash must be a DNS name, such as example.org");
  }
  if (name.size() > kMaxLabel) return NotA(what, ": its name has more than 63 characters");
  if (IsNamePart(name)) return "";
  return NotA(what, ": its name must be letters, digits, '-', '_' and '.', and end with no sign");
}

}  // namespace

std::string DnsLabelProblem(std::string_view text, std::string_view what) {
  if (IsDnsLabel(text)) return "";
  if (text.size() > kMaxLabel) return NotA(what, TooLong(kMaxLabel));
  const std::string meant = Hyphenated(text);
  if (IsDnsLabel(meant)) return NotA(what, "; did you mean " + meant + "?");
  return NotA(what, ": write lower-case letters, digits and '-' in between");
}

std::string DnsSubdomainProblem(std::string_view text, std::string_view what) {
  if (IsDnsSubdomain(text)) return "";
  if (text.size() > kMaxSubdomain) return NotA(what, TooLong(kMaxSubdomain));
  const std::string meant = Hyphenated(text);
  if (IsDnsSubdomain(meant)) return NotA(what, "; did you mean " + meant + "?");
  return NotA(what, ": write lower-case letters, digits, '-' and '.' in between");
}

std::string LabelKeyProblem(std::string_view text) { return KeyProblem(text, "a label key"); }

std::string AnnotationKeyProblem(std::string_view text) {
  return KeyProblem(Lowered(text), "an annotation key");
}

std::string LabelValueProblem(std::string_view text) {
  if (text.empty() || IsNamePart(text)) return "";
  if (text.size() > kMaxLabel) return NotA("a label value", TooLong(kMaxLabel));
  return "not a label value: write letters, digits, and '-', '_' or '.' in between";
}

std::string PriorityClassProblem(std::string_view text) {
  if (text.starts_with("system-")) return "reserved: names with system- are Kubernetes' own";
  return DnsSubdomainProblem(text, "the name of a PriorityClass");
}

std::string EnvNameProblem(std::string_view text) {
  static const RE2 pattern("[-._a-zA-Z][-._a-zA-Z0-9]*");
  if (Matches(text, pattern) && text != "." && !text.starts_with("..")) return "";
  return "not the name of an environment variable: write letters, digits and '_', no digit first";
}

}  // namespace tenure
