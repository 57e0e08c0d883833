#include "webhook/server/replay.h"

#include <sys/resource.h>

#include <optional>
#include <thread>

#include "policies/pod/json_document.h"
#include "webhook/admission/decide.h"

namespace tenure {
namespace {

// Of a Job the mutating webhook judges nothing: it takes both.
std::optional<Difference> CompareJob(const Basis& before, const Basis& after, Review review) {
  const Decision old_mutation = DecideReview(before.policy, *before.estimates, review);
  const Decision new_mutation = DecideReview(after.policy, *after.estimates, review);
  review.request.phase = Phase::kValidate;
  const Decision old_validation = DecideReview(before.policy, *before.estimates, review);
  const Decision new_validation = DecideReview(after.policy, *after.estimates, review);
  return Compare({old_mutation, old_validation}, {new_mutation, new_validation});
}

std::optional<Difference> ComparePod(const Basis& before, const Basis& after,
                                     const Review& review) {
  const Decision old_decision = DecideReview(before.policy, *before.estimates, review);
  const Decision new_decision = DecideReview(after.policy, *after.estimates, review);
  return Compare({old_decision, old_decision}, {new_decision, new_decision});
}

}  // namespace

Replayed Replay(const Basis& before, const Basis& after,
                std::span<const std::shared_ptr<const RecentAdmission>> admissions,
                std::chrono::system_clock::time_point now,
                std::chrono::steady_clock::time_point deadline, const Ceiling* ceiling) {
  Replayed replayed;
  JsonDocument document;
  for (std::size_t i = 0; i < admissions.size(); ++i) {
    if (std::chrono::steady_clock::now() >= deadline) {
      replayed.not_judged = admissions.size() - i;
      break;
    }
    auto review = DecodeReview(document, admissions[i]->review);
    if (!review || review->unreadable) continue;
    review->request.phase = Phase::kMutate;
    review->request.privileged_namespace = admissions[i]->privileged_namespace;
    review->request.now = now;
    review->request.ceiling = ceiling;
    replayed.impact.Add(review->job ? CompareJob(before, after, *std::move(review))
                                    : ComparePod(before, after, *review));
  }
  return replayed;
}

void RunAtLowPriority(const std::function<void()>& work) {
  constexpr int kLowest = 19;
  std::thread([&work] {
    // On Linux this is about the calling thread alone (sched(7)).
    (void)::setpriority(PRIO_PROCESS, 0, kLowest);
    work();
  }).join();
}

}  // namespace tenure
