#include "policies/pod/volume_decoder.h"

#include "policies/pod/quantity_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

void DecodeEmptyDir(JsonReader& reader, Value object, const JsonPath& at, Volume& volume) {
  volume.is_empty_dir = true;
  bool is_in_memory = false;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "sizeLimit") volume.size_limit = DecodeQuantity(reader, value, path);
    if (key == "medium") is_in_memory = reader.String(value, path) == "Memory";
  });
  // It is a file system of that size then: it gets full, and nobody is evicted.
  if (is_in_memory) volume.size_limit.reset();
}

void DecodeClaim(JsonReader& reader, Value object, const JsonPath& at, Volume& volume) {
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "claimName") {
      volume.claim = reader.String(value, path);
    } else if (key == "readOnly") {
      volume.claim_read_only = reader.Boolean(value, path);
    }
  });
}

void DecodeFiles(JsonReader& reader, Value object, const JsonPath& at, Volume& volume) {
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key != "items") return;
    volume.file_paths = reader.Array(value, path, [&](Value element, const JsonPath& place) {
      return reader.StringMember(element, place, "path");
    });
  });
}

}  // namespace

Volume DecodeVolume(JsonReader& reader, Value object, const JsonPath& at) {
  Volume volume;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "name") {
      volume.name = reader.String(value, path);
      return;
    }
    volume.source = key;
    if (key == "emptyDir") {
      DecodeEmptyDir(reader, value, path, volume);
    } else if (key == "persistentVolumeClaim") {
      DecodeClaim(reader, value, path, volume);
    } else if (key == "hostPath") {
      volume.host_path = reader.StringMember(value, path, "path");
    } else if (key == "downwardAPI") {
      DecodeFiles(reader, value, path, volume);
    }
  });
  return volume;
}

}  // namespace tenure
