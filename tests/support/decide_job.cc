#include "tests/support/decide_job.h"

#include <stdexcept>

#include "policies/engine/evaluate_job.h"
#include "policies/pod/job_decoder.h"
#include "policies/pod/patch.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {

namespace {

Job Decoded(JsonDocument& document, const std::string& text) {
  JsonReader reader;
  Job job = DecodeJob(reader, *document.Parse(text), {});
  if (reader.error()) throw std::runtime_error(reader.error()->Text());
  return job;
}

JobRequest RequestFor(const Job& job, Phase phase) {
  JobRequest request{.request = {}, .job = job, .old_job = {}};
  const std::string_view name_space = job.metadata.name_space;
  request.request.phase = phase;
  request.request.name_space = name_space.empty() ? "science" : name_space;
  request.request.pod = job.pod_template;
  return request;
}

}  // namespace

Decision DecideJob(const nlohmann::json& job, Phase phase, const Policy& policy) {
  JsonDocument document;
  const std::string text = job.dump();
  return EvaluateJob(policy, {}, RequestFor(Decoded(document, text), phase));
}

Decision DecideJobUpdate(const nlohmann::json& old_job, const nlohmann::json& job,
                         const Policy& policy) {
  JsonDocument document;
  JsonDocument old_document;
  const std::string text = job.dump();
  const std::string old_text = old_job.dump();
  JobRequest request = RequestFor(Decoded(document, text), Phase::kValidate);
  request.old_job = Decoded(old_document, old_text);
  request.request.operation = Operation::kUpdate;
  return EvaluateJob(policy, {}, request);
}

nlohmann::json MutatedJob(const nlohmann::json& job, const Policy& policy) {
  auto patched = ApplyStrictly(job, JsonPatch(DecideJob(job, Phase::kMutate, policy).changes));
  if (!patched) throw std::runtime_error(patched.error());
  return *std::move(patched);
}

}  // namespace tenure::test
