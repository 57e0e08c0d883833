#include "policies/pod/patch.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

void AppendKey(std::string& out, std::string_view token) {
  if (token.find('~') == std::string_view::npos) {
    AppendJsonString(out, token);
  } else {
    AppendJsonString(out, UnescapePointerToken(token));
  }
  out += ':';
}

constexpr std::string_view kAppend = "-";

bool IsAtOrBelow(std::string_view path, std::string_view pointer) {
  return path.starts_with(pointer) &&
         (path.size() == pointer.size() || path[pointer.size()] == '/');
}

// "/metadata/labels" of "/metadata/labels/a" below "/metadata".
std::string_view ChildPointer(std::string_view path, std::string_view pointer) {
  return path.substr(0, path.find('/', pointer.size() + 1));
}

using Changes = std::span<const Change* const>;

// The last one at the pointer itself.
const Change* Leaf(Changes changes, std::string_view pointer) {
  const auto found = std::find_if(changes.rbegin(), changes.rend(),
                                  [&](const Change* change) { return change->path == pointer; });
  return found == changes.rend() ? nullptr : *found;
}

bool NamesBefore(Changes changes, std::string_view pointer) {
  return std::ranges::any_of(
      changes, [&](const Change* change) { return IsAtOrBelow(change->path, pointer); });
}

// The value that the changes make where there is none yet; those that are not at
// the pointer or below are about another. Members come as they are named first.
void AppendNewValue(std::string& out, std::string_view pointer, Changes changes) {
  if (const Change* leaf = Leaf(changes, pointer)) {
    out += leaf->now;
    return;
  }
  char separator = 0;
  bool is_array = false;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!IsAtOrBelow(changes[i]->path, pointer)) continue;
    const std::string_view child = ChildPointer(changes[i]->path, pointer);
    const std::string_view token = child.substr(pointer.size() + 1);
    is_array = token == kAppend;
    if (!is_array && NamesBefore(changes.first(i), child)) continue;
    out += separator != 0 ? separator : is_array ? '[' : '{';
    separator = ',';
    if (!is_array) AppendKey(out, token);
    AppendNewValue(out, child, is_array ? changes.subspan(i, 1) : changes);
  }
  out += is_array ? ']' : '}';
}

// The pointer of the outermost parent that is missing; empty when none is.
std::string_view MissingParent(const Change& change) {
  const std::string_view path = change.path;
  if (change.present >= path.rfind('/')) return {};
  return path.substr(0, path.find('/', change.present + 1));
}

constexpr std::string_view kValue = R"(,"value":)";

void OpenOperation(std::string& out, std::string_view op, std::string_view path) {
  out += out.empty() ? R"([{"op":")" : R"(,{"op":")";
  out += op;
  out += R"(","path":)";
  AppendJsonString(out, path);
}

void AppendChange(std::string& out, const Change& change) {
  const std::string_view op = change.now.empty()   ? "remove"
                              : change.was.empty() ? "add"
                                                   : "replace";
  OpenOperation(out, op, change.path);
  if (!change.now.empty()) {
    out += kValue;
    out += change.now;
  }
  out += '}';
}

struct Edit {
  const Change* change;
  std::string_view missing_parent;
};

std::vector<Edit> Edits(std::span<const Change> changes) {
  std::vector<Edit> edits;
  edits.reserve(changes.size());
  for (const Change& change : changes) edits.push_back({&change, MissingParent(change)});
  return edits;
}

// Everything under the missing parent of the first of them, in one operation.
void AppendParent(std::string& out, std::span<const Edit> edits) {
  const std::string_view parent = edits.front().missing_parent;
  std::vector<const Change*> changes;
  changes.reserve(edits.size());
  for (const Edit& edit : edits) {
    if (edit.missing_parent == parent) changes.push_back(edit.change);
  }
  OpenOperation(out, "add", parent);
  out += kValue;
  AppendNewValue(out, parent, changes);
  out += '}';
}

bool IsCreatedBefore(std::span<const Edit> edits, std::string_view parent) {
  return std::ranges::find(edits, parent, &Edit::missing_parent) != edits.end();
}

}  // namespace

std::string JsonPatch(std::span<const Change> changes) {
  constexpr std::size_t kUsualSizeOfChange = 192;
  std::string patch;
  patch.reserve(changes.size() * kUsualSizeOfChange);
  const std::vector<Edit> edits = Edits(changes);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const std::string_view parent = edits[i].missing_parent;
    if (parent.empty()) {
      AppendChange(patch, *edits[i].change);
    } else if (!IsCreatedBefore(std::span(edits).first(i), parent)) {
      AppendParent(patch, std::span(edits).subspan(i));
    }
  }
  if (!patch.empty()) patch += ']';
  return patch;
}

}  // namespace tenure
