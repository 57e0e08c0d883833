#include "policies/pod/patch.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "policies/pod/json_pointer.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

// A value that does not exist yet, as a tree of the changes that go into it.
struct NewValue {
  std::string_view token;
  std::string_view json;  // of a leaf
  std::vector<NewValue> children;
};

NewValue& Child(NewValue& parent, std::string_view token) {
  for (NewValue& child : parent.children) {
    if (child.token == token && token != "-") return child;
  }
  return parent.children.emplace_back(NewValue{token, {}, {}});
}

// `tokens` is what follows the missing parent: "/matchLabels/app".
void Insert(NewValue& root, std::string_view tokens, std::string_view json) {
  NewValue* node = &root;
  while (!tokens.empty()) {
    tokens.remove_prefix(1);
    const std::size_t end = tokens.find('/');
    node = &Child(*node, tokens.substr(0, end));
    tokens = end == std::string_view::npos ? std::string_view() : tokens.substr(end);
  }
  node->json = json;
}

void AppendKey(std::string& out, std::string_view token) {
  const bool is_escaped = token.find('~') != std::string_view::npos;
  if (is_escaped) return AppendJsonString(out, UnescapePointerToken(token));
  AppendJsonString(out, token);
}

void Append(std::string& out, const NewValue& value) {
  if (value.children.empty()) {
    out += value.json;
    return;
  }
  const bool array = value.children.front().token == "-";
  char separator = array ? '[' : '{';
  for (const NewValue& child : value.children) {
    out += separator;
    separator = ',';
    if (!array) {
      AppendKey(out, child.token);
      out += ':';
    }
    Append(out, child);
  }
  out += array ? ']' : '}';
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
  NewValue root;
  for (const Edit& edit : edits) {
    if (edit.missing_parent != parent) continue;
    Insert(root, std::string_view(edit.change->path).substr(parent.size()), edit.change->now);
  }
  OpenOperation(out, "add", parent);
  out += kValue;
  Append(out, root);
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
