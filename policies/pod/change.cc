#include "policies/pod/change.h"

namespace tenure {

std::string_view Name(Protection protection) {
  switch (protection) {
    case Protection::kIdentity:
      return "identity";
    case Protection::kPriority:
      return "priority";
    case Protection::kResources:
      return "resources";
    case Protection::kPlacement:
      return "placement";
    case Protection::kDisruption:
      return "disruption";
    case Protection::kJob:
      return "job";
    case Protection::kCheckpoint:
      return "checkpoint";
  }
  return "unknown";
}

}  // namespace tenure
