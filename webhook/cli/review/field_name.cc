#include "webhook/cli/review/field_name.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "policies/pod/json_pointer.h"
#include "policies/workload/json_access.h"

namespace tenure {
namespace {

using nlohmann::json;
using Tokens = std::vector<std::string>;

struct Shortened {
  std::string_view token;
  std::string_view text;  // empty: left out, because what is around it says as much
};

constexpr std::array kShortened = {
    Shortened{"requiredDuringSchedulingIgnoredDuringExecution", "required"},
    Shortened{"preferredDuringSchedulingIgnoredDuringExecution", "preferred"},
    Shortened{"affinity", ""},
    Shortened{"nodeSelectorTerms", ""},
    Shortened{"matchExpressions", ""},
    Shortened{"resources", ""},
};

struct ContainerList {
  std::string_view field;
  std::string_view prefix;
};

constexpr std::array kContainerLists = {
    ContainerList{"containers", ""},
    ContainerList{"initContainers", "init "},
    ContainerList{"ephemeralContainers", "ephemeral "},
};

Tokens Split(std::string_view pointer) {
  Tokens tokens;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    tokens.push_back(UnescapePointerToken(pointer.substr(0, end)));
    pointer.remove_prefix(end);
  }
  return tokens;
}

std::optional<std::size_t> Index(std::string_view token) {
  std::size_t index = 0;
  const auto [stop, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || stop != token.data() + token.size()) return std::nullopt;
  return index;
}

std::string_view Shorten(std::string_view token) {
  const auto* found = std::ranges::find(kShortened, token, &Shortened::token);
  return found == kShortened.end() ? token : found->text;
}

// What an element of a list is known by: its name, or the last part of its key.
std::string ElementName(const json* element, const std::string& index) {
  if (element == nullptr) return index;
  std::string name = TextMember(*element, "name");
  if (!name.empty()) return name;
  const std::string key = TextMember(*element, "key");
  return key.empty() ? index : key.substr(key.rfind('/') + 1);
}

const json* Step(const json* value, const std::string& token) {
  if (value == nullptr) return nullptr;
  const auto index = Index(token);
  if (!index || !value->is_array()) return FindMember(*value, token);
  return *index < value->size() ? &(*value)[*index] : nullptr;
}

// Fields joined with points, elements in brackets, an appended one as "+".
std::string Join(const Tokens& tokens, std::size_t from, const json& pod) {
  std::string name;
  const json* value = &pod;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    value = Step(value, tokens[i]);
    if (i < from) continue;
    if (Index(tokens[i])) {
      name += '[' + ElementName(value, tokens[i]) + ']';
    } else if (tokens[i] == "-") {
      name += " +";
    } else if (const std::string_view token = Shorten(tokens[i]); !token.empty()) {
      if (!name.empty()) name += '.';
      name += token;
    }
  }
  return name.empty() ? tokens.back() : name;
}

std::string ContainerName(const json& pod, const std::string& field, const std::string& index) {
  const json* container = FindAt(pod, "/spec/" + field + '/' + index);
  const std::string name = container == nullptr ? "" : TextMember(*container, "name");
  return name.empty() ? field + '[' + index + ']' : name;
}

std::optional<std::string> NameInContainer(const Tokens& tokens, const json& pod) {
  if (tokens.size() < 3 || !Index(tokens[2])) return std::nullopt;
  const auto* list = std::ranges::find(kContainerLists, tokens[1], &ContainerList::field);
  if (list == kContainerLists.end()) return std::nullopt;
  std::string name(list->prefix);
  name += ContainerName(pod, tokens[1], tokens[2]);
  return tokens.size() == 3 ? name : name + ' ' + Join(tokens, 3, pod);
}

}  // namespace

std::string FieldName(std::string_view pointer, const json& pod) {
  const Tokens tokens = Split(pointer);
  if (tokens.empty()) return "pod";
  if (tokens.size() == 3 && tokens[0] == "metadata") {
    if (tokens[1] == "annotations") return "annotation " + tokens[2];
    if (tokens[1] == "labels") return "label " + tokens[2];
  }
  if (tokens[0] != "spec" || tokens.size() == 1) return Join(tokens, 0, pod);
  if (auto name = NameInContainer(tokens, pod)) return *name;
  return Join(tokens, 1, pod);
}

}  // namespace tenure
