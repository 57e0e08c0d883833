#include "tests/support/strict_patch.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

// What our own invariants forbid, beyond the RFC; empty: nothing.
std::string Forbidden(const Json& object, const Json& operation) {
  const std::string op = operation.at("op");
  const Json::json_pointer path(operation.at("path").get<std::string>());
  const bool is_there = path.back() != "-" && object.contains(path) && !object.at(path).is_null();
  if (op != "add" && op != "replace" && op != "remove") return "op " + op + " is not ours to use";
  if (op == "add" && is_there && !object.at(path.parent_pointer()).is_array()) {
    return "adds what is there already";
  }
  if (op == "replace" && is_there && object.at(path).is_array()) return "replaces an array";
  return {};
}

}  // namespace

tl::expected<Json, std::string> ApplyStrictly(const Json& object, const std::string& patch) {
  if (patch.empty()) return object;
  Json result = object;
  try {
    for (const Json& operation : Json::parse(patch)) {
      const std::string forbidden = Forbidden(result, operation);
      if (!forbidden.empty()) return tl::unexpected(operation.dump() + ": " + forbidden);
      result = result.patch(Json::array({operation}));
    }
  } catch (const Json::exception& error) {
    return tl::unexpected(patch + ": " + error.what());
  }
  return result;
}

}  // namespace tenure::test
