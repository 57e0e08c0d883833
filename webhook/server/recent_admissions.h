#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/json_document.h"
#include "webhook/admission/review.h"

namespace tenure {

struct RecentLimits {
  std::size_t count = 10'000;
  std::size_t bytes = std::size_t{2} << 20;  // of the redacted reviews
};

// The review of a creation as the mutating webhook got it, redacted.
struct RecentAdmission {
  std::string review;
  bool privileged_namespace = false;
};

// The newest creations, for edits of the policy to be tried on. Bounded by
// count and by bytes, and by how many are taken in between two calls of
// Absorb. May be used by many threads.
class RecentAdmissions {
 public:
  explicit RecentAdmissions(RecentLimits limits = {}) : limits_(limits) {}

  // Whether a review tells anything about an edit: a pod or Job that is created
  // indeed, and not by a patch of ours come round again.
  [[nodiscard]] static bool IsWorthKeeping(const Review& review);

  // Copies the bytes of such a review. Never waits: what comes while another is
  // copied, or faster than Absorb is called, is not kept.
  void Offer(std::string_view bytes, bool privileged_namespace);

  // Redacts what was offered. Not for threads that answer requests.
  void Absorb();

  // The newest first.
  [[nodiscard]] std::vector<std::shared_ptr<const RecentAdmission>> Newest() const;
  // One AdmissionReview a line, the oldest first; `tenure policy diff` reads it.
  [[nodiscard]] std::string JsonLines() const;

 private:
  void Keep(std::shared_ptr<const RecentAdmission> admission);

  const RecentLimits limits_;
  std::mutex offered_mutex_;
  std::vector<RecentAdmission> offered_;  // not redacted yet
  std::size_t offered_bytes_ = 0;
  std::mutex absorbing_mutex_;
  JsonDocument document_;
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const RecentAdmission>> kept_;
  std::size_t kept_bytes_ = 0;
};

}  // namespace tenure
