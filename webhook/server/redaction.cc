#include "webhook/server/redaction.h"

#include <algorithm>
#include <array>
#include <utility>

#include "policies/pod/json_text.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

using Value = simdjson::dom::element;

// Longer ones are manifests, reports and the like.
constexpr std::size_t kLongestAnnotation = 256;

struct Member {
  std::string_view of;  // the key of the object or list that it is in
  std::string_view key;
};

constexpr std::array kLeftOut = {
    Member{"env", "value"},
    Member{"metadata", "managedFields"},
    Member{"annotations", "kubectl.kubernetes.io/last-applied-configuration"},
    Member{"object", "status"},
    Member{"request", "oldObject"},
    Member{"request", "options"},
    Member{"userInfo", "uid"},
    Member{"userInfo", "extra"},
};

bool IsLeftOut(std::string_view of, std::string_view key) {
  return std::ranges::any_of(
      kLeftOut, [&](const Member& member) { return member.of == of && member.key == key; });
}

// Names of ours and of images decide, and are no place for a secret.
bool IsKeptAsItIs(std::string_view of, std::string_view key) {
  return key == "image" || (of == "annotations" && key.starts_with("tenure.dev/"));
}

class Redactor {
 public:
  explicit Redactor(std::string& out) : out_(out) {}

  // `of` and `key` say where the value is: the key of what holds it, and its own.
  void Append(Value value, std::string_view of, std::string_view key) {
    if (value.is_object()) return AppendObject(value, key);
    if (value.is_array()) return AppendArray(value, key);
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return AppendText(text, of, key);
    out_ += simdjson::minify(value);
  }

 private:
  void AppendObject(const simdjson::dom::object& object, std::string_view key) {
    out_ += '{';
    bool first = true;
    for (const auto [name, value] : object) {
      if (IsLeftOut(key, name)) continue;
      if (!std::exchange(first, false)) out_ += ',';
      AppendJsonString(out_, name);
      out_ += ':';
      Append(value, key, name);
    }
    out_ += '}';
  }

  // Of arguments, "--token" and "x" are two.
  void AppendArray(const simdjson::dom::array& array, std::string_view key) {
    out_ += '[';
    bool first = true;
    bool is_value_of_credential = false;
    for (const Value value : array) {
      if (!std::exchange(first, false)) out_ += ',';
      std::string_view text;
      const bool is_text = value.get(text) == simdjson::SUCCESS;
      if (is_text && is_value_of_credential) {
        AppendJsonString(out_, kRedacted);
      } else {
        Append(value, {}, key);
      }
      is_value_of_credential = is_text && text.starts_with('-') &&
                               text.find('=') == std::string_view::npos && NamesACredential(text);
    }
    out_ += ']';
  }

  void AppendText(std::string_view text, std::string_view of, std::string_view key) {
    const bool is_kept =
        IsKeptAsItIs(of, key) || !(NamesACredential(key) || LooksLikeCredential(text) ||
                                   (of == "annotations" && text.size() > kLongestAnnotation));
    AppendJsonString(out_, is_kept ? text : kRedacted);
  }

  std::string& out_;
};

constexpr std::array<std::string_view, 10> kTellingNames = {
    "password", "passwd",  "passphrase", "secret",     "token",
    "apikey",   "api-key", "api_key",    "credential", "authorization"};
constexpr std::array<std::string_view, 6> kTellingPairs = {
    "private-key", "private_key", "privatekey", "access-key", "access_key", "accesskey"};

constexpr std::array<std::string_view, 12> kKnownBeginnings = {
    "AKIA",   "ASIA",  "ghp_",  "gho_", "ghs_", "github_pat_",
    "glpat-", "xoxb-", "xoxp-", "eyJ",  "sk-",  "-----BEGIN"};

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsHex(char c) { return IsDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool IsWordCharacter(char c) {
  return IsDigit(c) || IsUpper(c) || IsLower(c) || c == '_' || c == '+' || c == '/' || c == '=' ||
         c == '-';
}

// Where a name that ends here is followed by a value: PASSWORD=x, token: x.
bool IsFollowedByValue(std::string_view rest) {
  while (!rest.empty() && (IsLower(rest.front()) || IsDigit(rest.front()) || rest.front() == '_' ||
                           rest.front() == '-' || rest.front() == '"' || rest.front() == '\'')) {
    rest.remove_prefix(1);
  }
  return rest.size() > 1 && (rest.front() == '=' || rest.front() == ':' || rest.front() == ' ');
}

template <typename Names>
bool GivesAValueTo(std::string_view lowered, const Names& names) {
  return std::ranges::any_of(names, [&](std::string_view name) {
    for (std::size_t at = lowered.find(name); at != std::string_view::npos;
         at = lowered.find(name, at + 1)) {
      if (IsFollowedByValue(lowered.substr(at + name.size()))) return true;
    }
    return false;
  });
}

// https://user:password@host
bool HasPasswordInUrl(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view rest = text.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/ ?#"));
  const std::size_t at = authority.rfind('@');
  return at != std::string_view::npos &&
         authority.substr(0, at).find(':') != std::string_view::npos;
}

bool BeginsAWord(std::string_view text, std::size_t at) {
  return at == 0 || !IsWordCharacter(text[at - 1]) || text[at - 1] == '=';
}

bool HasKnownBeginning(std::string_view text) {
  return std::ranges::any_of(kKnownBeginnings, [&](std::string_view beginning) {
    const std::size_t at = text.find(beginning);
    return at != std::string_view::npos && BeginsAWord(text, at) &&
           text.size() >= at + beginning.size() + 8;
  });
}

// Keys and tokens without a known form. A digest (sha256:…) and a UUID are none.
bool IsRandom(std::string_view word) {
  constexpr std::size_t kShortest = 32;
  if (word.size() < kShortest) return false;
  const bool is_hex = std::ranges::all_of(word, IsHex);
  const bool is_mixed = std::ranges::any_of(word, IsDigit) && std::ranges::any_of(word, IsUpper) &&
                        std::ranges::any_of(word, IsLower);
  return is_hex || is_mixed;
}

bool HasRandomWord(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && IsWordCharacter(text[end])) ++end;
    const bool is_digest = text.substr(0, begin).ends_with("sha256:");
    if (!is_digest && IsRandom(text.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

}  // namespace

bool NamesACredential(std::string_view name) {
  const std::string lowered = Lowered(name);
  const auto is_in = [&](std::string_view part) { return lowered.find(part) != std::string::npos; };
  return std::ranges::any_of(kTellingNames, is_in) || std::ranges::any_of(kTellingPairs, is_in);
}

bool LooksLikeCredential(std::string_view text) {
  constexpr std::size_t kShortest = 8;
  if (text.size() < kShortest) return false;
  const std::string lowered = Lowered(text);
  return HasPasswordInUrl(text) || HasKnownBeginning(text) ||
         GivesAValueTo(lowered, kTellingNames) || GivesAValueTo(lowered, kTellingPairs) ||
         HasRandomWord(text);
}

void AppendRedacted(std::string& out, Value review) { Redactor(out).Append(review, {}, {}); }

}  // namespace tenure
