#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "webhook/admission/difference.h"

namespace tenure {

// What a change of policy makes of many pods: counts, without their names.
class Impact {
 public:
  // One pod, and what changes for it; nothing: it comes out alike.
  void Add(const std::optional<Difference>& difference);

  [[nodiscard]] std::size_t pods() const { return pods_; }
  [[nodiscard]] std::size_t changed() const { return changed_; }
  [[nodiscard]] std::size_t refused() const { return refused_; }
  [[nodiscard]] std::size_t admitted() const { return admitted_; }

  // "37 of 1204 pods would change", "5 would newly be refused (class-not-allowed 1,
  // deadline-before-end 4)", "0 would newly be admitted", "30 would be of another
  // class", "12 would get other protections (resources 12)". The last two only
  // where there are any.
  [[nodiscard]] std::vector<std::string> Sentences() const;

 private:
  using Counts = std::map<std::string_view, std::size_t>;

  std::size_t pods_ = 0;
  std::size_t changed_ = 0;
  std::size_t refused_ = 0;
  std::size_t admitted_ = 0;
  std::size_t of_other_class_ = 0;
  std::size_t otherwise_protected_ = 0;
  Counts refused_by_;
  Counts admitted_by_;
  Counts protections_;
};

}  // namespace tenure
