#include "webhook/server/recent_admissions.h"

#include <utility>

#include "policies/pod/names.h"
#include "webhook/server/redaction.h"

namespace tenure {
namespace {

// Between two calls of Absorb, which are a second apart: enough to know what a
// cluster's pods are like, and no work to speak of.
constexpr std::size_t kOfferedAtMost = 256;
constexpr std::size_t kOfferedBytesAtMost = std::size_t{512} << 10;

}  // namespace

bool RecentAdmissions::IsWorthKeeping(const Review& review) {
  const Request& request = review.request;
  return review.has_pod && !review.unreadable && request.operation == Operation::kCreate &&
         request.sub_resource.empty() && request.phase == Phase::kMutate && !request.dry_run &&
         !request.pod.metadata.Annotation(names::kDecision);
}

void RecentAdmissions::Offer(std::string_view bytes, bool privileged_namespace) {
  const std::unique_lock lock(offered_mutex_, std::try_to_lock);
  if (!lock || offered_.size() >= kOfferedAtMost) return;
  if (offered_bytes_ + bytes.size() > kOfferedBytesAtMost) return;
  offered_.push_back({.review = std::string(bytes), .privileged_namespace = privileged_namespace});
  offered_bytes_ += bytes.size();
}

void RecentAdmissions::Absorb() {
  const std::lock_guard one_at_a_time(absorbing_mutex_);
  std::vector<RecentAdmission> offered;
  {
    const std::lock_guard lock(offered_mutex_);
    offered.swap(offered_);
    offered_bytes_ = 0;
  }
  for (const RecentAdmission& raw : offered) {
    const auto review = document_.Parse(raw.review);
    if (!review) continue;
    RecentAdmission redacted{.review = {}, .privileged_namespace = raw.privileged_namespace};
    AppendRedacted(redacted.review, *review);
    redacted.review.shrink_to_fit();
    Keep(std::make_shared<const RecentAdmission>(std::move(redacted)));
  }
  document_.Release();
}

void RecentAdmissions::Keep(std::shared_ptr<const RecentAdmission> admission) {
  const std::size_t bytes = admission->review.size();
  if (bytes > limits_.bytes) return;
  const std::lock_guard lock(mutex_);
  kept_bytes_ += bytes;
  kept_.push_back(std::move(admission));
  while (kept_.size() > limits_.count || kept_bytes_ > limits_.bytes) {
    kept_bytes_ -= kept_.front()->review.size();
    kept_.pop_front();
  }
}

std::vector<std::shared_ptr<const RecentAdmission>> RecentAdmissions::Newest() const {
  const std::lock_guard lock(mutex_);
  return {kept_.rbegin(), kept_.rend()};
}

std::string RecentAdmissions::JsonLines() const {
  const auto newest = Newest();
  std::string lines;
  for (auto admission = newest.rbegin(); admission != newest.rend(); ++admission) {
    lines += (*admission)->review;
    lines += '\n';
  }
  return lines;
}

}  // namespace tenure
