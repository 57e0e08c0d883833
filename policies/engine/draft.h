#pragma once

#include <cstddef>
#include <forward_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/pod/change.h"
#include "policies/pod/pod.h"

namespace tenure {

// The pod as it will be, and the changes that lead there. Edits go through the
// functions in edit_*.h, which keep the two in step and do nothing where the
// pod is right already: that is what makes a second round change nothing.
class Draft {
 public:
  explicit Draft(const Pod& received) : received_(&received), pod_(received) {}

  // The pod as it came: what a patch may take to be there.
  [[nodiscard]] const Pod& received() const { return *received_; }
  [[nodiscard]] const Pod& pod() const { return pod_; }
  [[nodiscard]] Pod& pod() { return pod_; }

  // Text that the pod's views may point to from now on.
  std::string_view Keep(std::string text) { return kept_.emplace_front(std::move(text)); }

  void Record(Change change) {
    if (changes_.empty()) changes_.reserve(kUsualChanges);
    changes_.push_back(std::move(change));
  }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }
  [[nodiscard]] std::vector<Change> TakeChanges() { return std::move(changes_); }

  void Notice(std::string sentence) { notices_.push_back(std::move(sentence)); }
  [[nodiscard]] std::vector<std::string> TakeNotices() { return std::move(notices_); }

 private:
  static constexpr std::size_t kUsualChanges = 24;  // of a pod that gets everything

  const Pod* received_;
  Pod pod_;
  std::forward_list<std::string> kept_;  // addresses stay
  std::vector<Change> changes_;
  std::vector<std::string> notices_;
};

}  // namespace tenure
