#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policies/pod/change.h"
#include "policies/pod/pod.h"
#include "policies/pod/text_arena.h"

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

  // What changes and the pod's views may point to from now on.
  [[nodiscard]] TextArena& texts() { return *texts_; }

  void Record(const Change& change) {
    if (changes_.empty()) changes_.reserve(kUsualChanges);
    changes_.push_back(change);
  }
  [[nodiscard]] const std::vector<Change>& changes() const { return changes_; }
  [[nodiscard]] std::vector<Change> TakeChanges() { return std::move(changes_); }
  [[nodiscard]] std::shared_ptr<const TextArena> TakeTexts() { return std::move(texts_); }

  // The sentence in its parts.
  void Notice(std::initializer_list<std::string_view> sentence) {
    if (notices_.empty()) notices_.reserve(kUsualNotices);
    std::string& notice = notices_.emplace_back();
    notice.reserve(kUsualNotice);
    for (const std::string_view part : sentence) notice += part;
  }
  [[nodiscard]] std::vector<std::string> TakeNotices() { return std::move(notices_); }

 private:
  static constexpr std::size_t kUsualChanges = 24;  // of a pod that gets everything
  static constexpr std::size_t kUsualNotices = 4;
  static constexpr std::size_t kUsualNotice = 120;

  const Pod* received_;
  Pod pod_;
  std::shared_ptr<TextArena> texts_ = std::make_shared<TextArena>();
  std::vector<Change> changes_;
  std::vector<std::string> notices_;
};

}  // namespace tenure
