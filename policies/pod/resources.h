#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/pod/quantity.h"

namespace tenure {

struct NamedQuantity {
  std::string_view name;  // cpu, memory, nvidia.com/gpu
  Quantity amount;
};

// A v1.ResourceList.
class ResourceList {
 public:
  [[nodiscard]] const Quantity* Find(std::string_view name) const {
    const auto entry = std::ranges::find(entries_, name, &NamedQuantity::name);
    return entry == entries_.end() ? nullptr : &entry->amount;
  }

  void Reserve(std::size_t entries) { entries_.reserve(entries); }

  void Set(std::string_view name, const Quantity& amount) {
    const auto entry = std::ranges::find(entries_, name, &NamedQuantity::name);
    if (entry == entries_.end()) {
      entries_.push_back({name, amount});
    } else {
      entry->amount = amount;
    }
  }

  void Erase(std::string_view name) {
    std::erase_if(entries_, [&](const NamedQuantity& entry) { return entry.name == name; });
  }

  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }

 private:
  std::vector<NamedQuantity> entries_;
};

// A v1.ResourceRequirements: each part may be absent.
struct Resources {
  std::optional<ResourceList> requests;
  std::optional<ResourceList> limits;

  [[nodiscard]] const Quantity* Request(std::string_view name) const {
    return requests ? requests->Find(name) : nullptr;
  }
  [[nodiscard]] const Quantity* Limit(std::string_view name) const {
    return limits ? limits->Find(name) : nullptr;
  }
};

}  // namespace tenure
