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
      AppendJsonString(out, UnescapePointerToken(child.token));
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

void AppendOperation(std::string& out, std::string_view op, std::string_view path,
                     std::string_view value) {
  out += out.empty() ? '[' : ',';
  out += R"({"op":")";
  out += op;
  out += R"(","path":)";
  AppendJsonString(out, path);
  if (!value.empty()) {
    out += R"(,"value":)";
    out += value;
  }
  out += '}';
}

void AppendChange(std::string& out, const Change& change) {
  const std::string_view op = change.now.empty()   ? "remove"
                              : change.was.empty() ? "add"
                                                   : "replace";
  AppendOperation(out, op, change.path, change.now);
}

// Everything under one missing parent, in one operation.
std::string ParentValue(std::span<const Change> changes, std::string_view parent) {
  NewValue root;
  for (const Change& change : changes) {
    if (MissingParent(change) != parent) continue;
    Insert(root, std::string_view(change.path).substr(parent.size()), change.now);
  }
  std::string value;
  Append(value, root);
  return value;
}

}  // namespace

std::string JsonPatch(std::span<const Change> changes) {
  constexpr std::size_t kUsualSizeOfChange = 192;
  std::string patch;
  patch.reserve(changes.size() * kUsualSizeOfChange);
  std::vector<std::string_view> created;
  for (const Change& change : changes) {
    const std::string_view parent = MissingParent(change);
    if (parent.empty()) {
      AppendChange(patch, change);
    } else if (std::ranges::find(created, parent) == created.end()) {
      AppendOperation(patch, "add", parent, ParentValue(changes, parent));
      created.push_back(parent);
    }
  }
  if (!patch.empty()) patch += ']';
  return patch;
}

}  // namespace tenure
