#include "webhook/cli/review/mortality.h"

#include <optional>

#include "policies/pod/patch.h"
#include "policies/workload/json_access.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/review.h"
#include "webhook/cli/review/text_layout.h"

namespace tenure {
namespace {

using nlohmann::json;

constexpr std::string_view kTemplate = "/template";
constexpr std::size_t kKillerColumn = 18;
constexpr std::size_t kGuardedColumn = 6;

// A review of the Job whose template the pod was made from: of the object
// itself, or of one that a CronJob or a JobSet will make.
std::optional<json> ReviewOfJob(const Submission& submission) {
  const json* owner = FindAt(submission.review, "/request/object/metadata/ownerReferences/0");
  if (owner == nullptr || TextMember(*owner, "kind") != "Job") return std::nullopt;
  if (!submission.root.ends_with(kTemplate)) return std::nullopt;
  const json& written = submission.document->value;
  const json* reviewed = FindAt(written, "/request/object");
  const json& object = reviewed == nullptr ? written : *reviewed;
  const json* spec =
      FindAt(object, submission.root.substr(0, submission.root.size() - kTemplate.size()));
  if (spec == nullptr || !spec->is_object()) return std::nullopt;
  return json{{"apiVersion", "admission.k8s.io/v1"},
              {"kind", "AdmissionReview"},
              {"request",
               {{"uid", "review"},
                {"kind", {{"group", "batch"}, {"version", "v1"}, {"kind", "Job"}}},
                {"namespace", submission.name_space},
                {"operation", "CREATE"},
                {"object", {{"metadata", json::object()}, {"spec", *spec}}}}}};
}

// The Job as it will be stored, which its webhook changes too.
void Mutate(const Bench& bench, json& review_of_job) {
  JsonDocument document;
  const std::string bytes = review_of_job.dump();
  const auto review = DecodeReview(document, bytes);
  if (!review || review->unreadable) return;
  const Decision decision = DecideReview(bench.policy, bench.estimates, *review);
  if (decision.mode != Level::kEnforce || decision.changes.empty()) return;
  json& job = review_of_job["request"]["object"];
  job = job.patch(json::parse(JsonPatch(decision.changes)));
}

Tone ToneOf(Guarded guarded) {
  switch (guarded) {
    case Guarded::kYes:
      return Tone::kGood;
    case Guarded::kPartly:
      return Tone::kWarning;
    case Guarded::kNo:
      return Tone::kBad;
    case Guarded::kNever:
      break;
  }
  return Tone::kFaint;
}

}  // namespace

std::vector<Mortality> MortalityOf(const Bench& bench, const Verdict& verdict) {
  JsonDocument document;
  JsonDocument document_of_job;
  // Judging has left the pod in it as it would be stored.
  const std::string bytes = verdict.submission.review.dump();
  const auto review = DecodeReview(document, bytes);
  if (!review || review->unreadable || !review->has_pod) return {};

  std::string bytes_of_job;
  std::optional<Job> job;
  if (auto review_of_job = ReviewOfJob(verdict.submission)) {
    Mutate(bench, *review_of_job);
    bytes_of_job = review_of_job->dump();
    if (auto read = DecodeReview(document_of_job, bytes_of_job)) job = std::move(read->job);
  }
  return MortalityOf(bench.policy, bench.estimates, review->request, verdict.mutation,
                     job ? &*job : nullptr);
}

void PrintMortality(Printer& printer, const std::vector<Mortality>& table) {
  if (table.empty()) return;
  const std::string indent(kIndent, ' ');
  const std::string gap(kGap, ' ');
  printer.Put(indent + Padded("what can end it", kKillerColumn) + gap +
                  Padded("guard", kGuardedColumn) + gap +
                  "by what; what would guard it, or remains",
              Tone::kFaint);
  printer.End();
  for (const Mortality& row : table) {
    printer.Put(indent + Padded(row.killer, kKillerColumn)).Put(gap);
    printer.Put(Padded(Name(row.guarded), kGuardedColumn), ToneOf(row.guarded));
    printer.Put(gap + Clipped(row.Text(), kMaxMortalityText)).End();
  }
}

}  // namespace tenure
