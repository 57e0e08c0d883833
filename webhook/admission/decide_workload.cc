#include "webhook/admission/decide_workload.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "policies/engine/evaluate.h"
#include "policies/engine/evaluate_job.h"
#include "policies/pod/job_decoder.h"
#include "policies/pod/patch.h"
#include "policies/pod/pod_decoder.h"
#include "policies/workload/json_access.h"
#include "policies/workload/workload.h"
#include "webhook/admission/api_defaults.h"

namespace tenure {
namespace {

using nlohmann::json;

// An answer passes 4096 characters of warnings (apiserver/pkg/endpoints/filters/
// warning.go): a workflow with more sorts of pods has been told enough.
constexpr std::size_t kMostPods = 32;

void FillIn(json& pod, const Policy& policy) {
  std::set<std::string> unsaid;
  FillInApiDefaults(pod, policy, unsaid);
}

// Judges pods and Jobs as they will come to be, one webhook after the other.
class Rehearsal {
 public:
  Rehearsal(const Policy& policy, const Estimates& estimates, const Review& review)
      : policy_(policy), estimates_(estimates), review_(review) {}

  void Pods(std::vector<WorkloadPod> pods) {
    for (WorkloadPod& made : pods) {
      if (made.undecidable.empty()) PodOf(made);
    }
  }

  // `old`: null where it is created.
  void JobOf(json job, const json* old) {
    JobAs(Phase::kMutate, job, nullptr, [&](const Decision& decision) {
      const std::string patch = JsonPatch(decision.changes);
      const bool is_changed = old == nullptr && decision.mode == Level::kEnforce && !patch.empty();
      if (is_changed) job = job.patch(json::parse(patch));
    });
    JobAs(Phase::kValidate, job, old, [&](const Decision& decision) { Take(decision); });
  }

  Decision Result() && { return std::move(result_); }

 private:
  [[nodiscard]] Request RequestFor(Phase phase) const {
    return {.phase = phase,
            .name_space = review_.request.name_space,
            .user = review_.request.user,
            .privileged_namespace = review_.request.privileged_namespace,
            .ceiling = review_.request.ceiling};
  }

  void PodOf(WorkloadPod& made) {
    made.pod["metadata"]["namespace"] = review_.request.name_space;
    FillIn(made.pod, policy_);
    PodAs(Phase::kMutate, made, [&](const Decision& decision) {
      const std::string patch = JsonPatch(decision.changes);
      if (decision.mode != Level::kEnforce || patch.empty()) return;
      made.pod = made.pod.patch(json::parse(patch));
    });
    FillIn(made.pod, policy_);
    PodAs(Phase::kValidate, made, [&](const Decision& decision) { Take(decision); });
  }

  template <typename Use>
  void PodAs(Phase phase, const WorkloadPod& made, Use use) const {
    const std::string text = made.pod.dump();
    JsonDocument document;
    const auto root = document.Parse(text);
    if (!root) return;
    JsonReader reader;
    Request request = RequestFor(phase);
    request.pod = DecodePod(reader, *root, {});
    request.alike = made.alike;
    if (!reader.error()) use(Evaluate(policy_, estimates_, request));
  }

  template <typename Use>
  void JobAs(Phase phase, const json& job, const json* old, Use use) const {
    const std::string text = job.dump();
    const std::string old_text = old == nullptr ? std::string() : old->dump();
    JsonDocument document;
    JsonDocument old_document;
    JsonReader reader;
    JobRequest request{.request = RequestFor(phase), .job = {}, .old_job = {}};
    if (const auto root = document.Parse(text)) request.job = DecodeJob(reader, *root, {});
    if (old != nullptr) {
      if (const auto root = old_document.Parse(old_text)) {
        request.old_job = DecodeJob(reader, *root, {});
      }
    }
    request.request.pod = request.job.pod_template;
    if (!reader.error()) use(EvaluateJob(policy_, estimates_, request));
  }

  void Take(const Decision& decision) {
    if (result_.class_name.empty()) {
      result_.class_name = decision.class_name;
      result_.why = decision.why;
    }
    for (Finding finding : decision.findings) {
      finding.level = Weaker(finding.level, Level::kWarn);
      const bool is_told = std::ranges::any_of(result_.findings, [&](const Finding& told) {
        return told.rule == finding.rule && told.message == finding.message;
      });
      if (!is_told) result_.findings.push_back(std::move(finding));
    }
  }

  const Policy& policy_;
  const Estimates& estimates_;
  const Review& review_;
  Decision result_;
};

json Parsed(const std::optional<JsonReader::Value>& object) {
  return object ? json::parse(std::string(simdjson::minify(*object))) : json();
}

// The Jobs that are in it: itself, or what a CronJob or a JobSet makes.
void RehearseJobs(Rehearsal& rehearsal, const json& workload, const json& old,
                  const std::vector<WorkloadPod>& pods) {
  const std::string kind = TextMember(workload, "kind");
  if (kind == "Job") {
    rehearsal.JobOf(workload, old.is_object() ? &old : nullptr);
  } else if (kind == "CronJob" || kind == "JobSet") {
    for (const WorkloadPod& pod : pods) {
      const json::json_pointer spec = json::json_pointer(pod.template_path).parent_pointer();
      rehearsal.JobOf({{"kind", "Job"}, {"spec", workload.at(spec)}}, nullptr);
    }
  }
}

// Made by another workload, which has been judged itself.
bool IsOwned(const json& workload) {
  const json* owners = FindAt(workload, "/metadata/ownerReferences");
  return owners != nullptr && std::ranges::any_of(*owners, [](const json& owner) {
           return owner.value("controller", false);
         });
}

Decision Nothing(std::string why) {
  Decision decision;
  decision.left_alone = true;
  decision.why = std::move(why);
  return decision;
}

}  // namespace

Decision DecideWorkload(const Policy& policy, const Estimates& estimates, const Review& review) {
  const json workload = Parsed(review.object);
  if (!MakesPods(workload)) return Nothing("makes no pods");
  if (IsOwned(workload)) return Nothing("its owner has been judged");
  auto pods = PodsOf(workload);
  if (!pods) return Nothing("its pods cannot be known: " + pods.error());
  if (pods->size() > kMostPods) pods->resize(kMostPods);
  Rehearsal rehearsal(policy, estimates, review);
  RehearseJobs(rehearsal, workload, Parsed(review.old_object), *pods);
  rehearsal.Pods(std::move(*pods));
  return std::move(rehearsal).Result();
}

}  // namespace tenure
