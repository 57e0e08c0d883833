#include "tests/support/decide_job.h"

#include <stdexcept>

#include "policies/engine/evaluate_job.h"
#include "policies/pod/job_decoder.h"
#include "policies/pod/patch.h"
#include "tests/support/strict_patch.h"

namespace tenure::test {

Decision DecideJob(const nlohmann::json& job, Phase phase, const Policy& policy) {
  JsonDocument document;
  const std::string text = job.dump();
  JsonReader reader;
  JobRequest request;
  request.job = DecodeJob(reader, *document.Parse(text), {});
  if (reader.error()) throw std::runtime_error(reader.error()->Text());
  const std::string_view name_space = request.job.metadata.name_space;
  request.request.phase = phase;
  request.request.name_space = name_space.empty() ? "science" : name_space;
  request.request.pod = request.job.pod_template;
  return EvaluateJob(policy, {}, request);
}

nlohmann::json MutatedJob(const nlohmann::json& job, const Policy& policy) {
  auto patched = ApplyStrictly(job, JsonPatch(DecideJob(job, Phase::kMutate, policy).changes));
  if (!patched) throw std::runtime_error(patched.error());
  return *std::move(patched);
}

}  // namespace tenure::test
