#include "policies/engine/rollout.h"

#include <cstdint>

#include "policies/language/file_hash.h"

namespace tenure {
namespace {

const OwnerReference* OwnerOf(const Metadata& metadata) {
  if (const OwnerReference* controller = metadata.Controller()) return controller;
  return metadata.owners.empty() ? nullptr : &metadata.owners.front();
}

// Where a key stands between 0 and 99.99 %: the same everywhere and for ever,
// which std::hash does not promise.
std::uint64_t HundredthsOfPercent(const std::string& key) {
  constexpr int kHex = 16;
  return std::stoull(FileHash(key), nullptr, kHex) % 10'000;
}

}  // namespace

std::string RolloutKey(const Metadata& metadata, std::string_view name_space) {
  const OwnerReference* owner = OwnerOf(metadata);
  if (owner != nullptr && !owner->uid.empty()) return std::string(owner->uid);
  std::string key(name_space);
  key += '/';
  return key += metadata.generate_name.empty() ? metadata.name : metadata.generate_name;
}

bool IsInRollout(const Metadata& metadata, std::string_view name_space, int percent) {
  if (percent >= 100) return true;
  return HundredthsOfPercent(RolloutKey(metadata, name_space)) <
         static_cast<std::uint64_t>(percent) * 100;
}

}  // namespace tenure
