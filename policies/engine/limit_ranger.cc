#include "policies/engine/limit_ranger.h"

namespace tenure {
namespace {

constexpr std::string_view kPrefix = "LimitRanger plugin set: ";

// Cuts what stands before `separator` off the front of `text`.
std::string_view TakeUntil(std::string_view& text, std::string_view separator) {
  const std::size_t end = text.find(separator);
  const std::string_view head = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + separator.size());
  return head;
}

bool ListsName(std::string_view names, std::string_view name) {
  while (!names.empty()) {
    if (TakeUntil(names, ", ") == name) return true;
  }
  return false;
}

}  // namespace

bool LimitRangerSetRequest(std::string_view annotation, std::string_view container,
                           std::string_view resource) {
  if (!annotation.starts_with(kPrefix)) return false;
  annotation.remove_prefix(kPrefix.size());
  while (!annotation.empty()) {
    std::string_view clause = TakeUntil(annotation, "; ");
    const std::string_view resources = TakeUntil(clause, " request for container ");
    if (clause == container && ListsName(resources, resource)) return true;
  }
  return false;
}

}  // namespace tenure
