#include "policies/engine/request_record.h"

#include <algorithm>
#include <utility>

#include "policies/pod/json_document.h"
#include "policies/pod/json_reader.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

constexpr std::size_t kUsualText = 256;

Quantity ReadQuantity(JsonReader& reader, Value value, const JsonPath& at) {
  const auto quantity = Quantity::Parse(reader.String(value, at));
  if (!quantity) reader.Fail(at, std::string(Describe(quantity.error())));
  return quantity.value_or(Quantity());
}

RecordedRequest ReadEntry(JsonReader& reader, std::string_view container, std::string_view resource,
                          Value value, const JsonPath& at) {
  RecordedRequest entry{std::string(container), std::string(resource), std::nullopt, {}};
  reader.Object(value, at, [&](std::string_view key, Value amount, const JsonPath& path) {
    if (key == "was") {
      entry.was = ReadQuantity(reader, amount, path);
    } else if (key == "set") {
      entry.set = ReadQuantity(reader, amount, path);
    }
  });
  return entry;
}

void AppendEntry(std::string& out, const RecordedRequest& entry) {
  AppendJsonString(out, entry.resource);
  out += R"(:{"was":)";
  out += entry.was ? JsonString(entry.was->Canonical()) : "null";
  out += R"(,"set":)";
  out += JsonString(entry.set.Canonical());
  out += '}';
}

}  // namespace

RequestRecord RequestRecord::Parse(std::string_view json) {
  RequestRecord record;
  JsonDocument document;
  const auto root = document.Parse(json);
  if (!root) return record;
  JsonReader reader;
  const JsonPath at;
  reader.Object(*root, at, [&](std::string_view container, Value resources, const JsonPath& path) {
    record.AddContainer(container);
    reader.Object(resources, path,
                  [&](std::string_view resource, Value value, const JsonPath& place) {
                    record.Add(ReadEntry(reader, container, resource, value, place));
                  });
  });
  return reader.error() ? RequestRecord() : record;
}

std::string RequestRecord::Text() const {
  std::string out;
  out.reserve(kUsualText);
  for (const std::string& container : containers_) {
    out += out.empty() ? '{' : ',';
    AppendJsonString(out, container);
    out += ':';
    char separator = '{';
    for (const RecordedRequest& entry : entries_) {
      if (entry.container != container) continue;
      out += separator;
      separator = ',';
      AppendEntry(out, entry);
    }
    out += separator == '{' ? "{}" : "}";
  }
  return out + '}';
}

void RequestRecord::AddContainer(std::string_view container) {
  if (!HasContainer(container)) containers_.emplace_back(container);
}

void RequestRecord::Add(RecordedRequest entry) {
  AddContainer(entry.container);
  entries_.push_back(std::move(entry));
}

bool RequestRecord::HasContainer(std::string_view container) const {
  return std::ranges::find(containers_, container) != containers_.end();
}

const RecordedRequest* RequestRecord::Find(std::string_view container,
                                           std::string_view resource) const {
  const auto found = std::ranges::find_if(entries_, [&](const RecordedRequest& entry) {
    return entry.container == container && entry.resource == resource;
  });
  return found == entries_.end() ? nullptr : &*found;
}

}  // namespace tenure
