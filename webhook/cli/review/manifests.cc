#include <simdjson.h>

#include <algorithm>
#include <iterator>

#include "policies/pod/json_pointer.h"
#include "policies/workload/json_access.h"
#include "webhook/cli/review/manifest_reader.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// What Windows shells write into a file.
bool IsUtf16(std::string_view text) {
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

std::size_t LineOfInvalidUtf8(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    if (!simdjson::validate_utf8(text.data() + begin, end - begin)) return line;
    begin = end;
  }
  return line;
}

const json* ItemsOf(const json& value) {
  if (!TextMember(value, "kind").ends_with("List")) return nullptr;
  const json* items = FindMember(value, "items");
  return items != nullptr && items->is_array() ? items : nullptr;
}

// The items of a PodList come without a kind of their own.
json Item(const json& list, json item) {
  std::string kind = TextMember(list, "kind");
  kind.resize(kind.size() - std::string_view("List").size());
  if (!item.is_object() || item.contains("kind") || kind.empty()) return item;
  item["kind"] = kind;
  item["apiVersion"] = TextMember(list, "apiVersion");
  return item;
}

void TakeApart(Document document, std::vector<Document>& result) {
  if (document.value.is_null()) return;
  const json* items = ItemsOf(document.value);
  if (items == nullptr) return result.push_back(std::move(document));
  for (std::size_t i = 0; i < items->size(); ++i) {
    const std::string place = Pointer("/items", i);
    TakeApart({.source = document.source,
               .line = document.LineOf(place),
               .value = Item(document.value, (*items)[i]),
               .lines = document.lines,
               .root = document.root + place},
              result);
  }
}

bool IsJson(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

}  // namespace

Documents ReadManifests(const std::string& source, std::string_view text) {
  if (IsUtf16(text)) {
    return {{}, {{source, 0, 0, "is UTF-16; save it as UTF-8"}}};
  }
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    return {{}, {{source, LineOfInvalidUtf8(text), 0, "is not UTF-8"}}};
  }
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Documents read = IsJson(text) ? ReadJsonManifests(source, text) : ReadYamlManifests(source, text);
  Documents result{.documents = {}, .errors = std::move(read.errors)};
  for (Document& document : read.documents) TakeApart(std::move(document), result.documents);
  return result;
}

}  // namespace tenure
