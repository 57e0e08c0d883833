// What one decision costs: decode, evaluate and encode the 10 KB review of a
// long pod that gets everything.
#include <benchmark/benchmark.h>

#include "policies/engine/evaluate.h"
#include "tests/support/decide.h"
#include "tests/support/files.h"
#include "webhook/admission/response.h"
#include "webhook/admission/review.h"
#include "webhook/server/admission_app.h"

namespace tenure {
namespace {

// As the listener hands it over: with room behind it that a parser may read.
std::string_view Body() {
  static const std::string kBody = test::ReadFile(test::DataPath("bench/review-10k.json"));
  static const std::string kPadded = kBody + std::string(JsonDocument::kPadding, ' ');
  return std::string_view(kPadded).substr(0, kBody.size());
}

auto Decoded(JsonDocument& document) {
  return DecodeReview(document, Body(), JsonDocument::kPadding);
}

void Decode(benchmark::State& state) {
  JsonDocument document;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Decoded(document));
  }
}
BENCHMARK(Decode);

void EvaluatePod(benchmark::State& state) {
  JsonDocument document;
  const auto review = Decoded(document);
  const Estimates estimates;
  for (auto _ : state) {
    benchmark::DoNotOptimize(Evaluate(test::DefaultPolicy(), estimates, review->request));
  }
}
BENCHMARK(EvaluatePod);

void Encode(benchmark::State& state) {
  JsonDocument document;
  const auto review = Decoded(document);
  const Decision decision = Evaluate(test::DefaultPolicy(), {}, review->request);
  std::string out;
  for (auto _ : state) {
    out.clear();
    AppendMutateResponse(out, review->uid, decision, test::DefaultPolicy().hash);
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(Encode);

void AllOfIt(benchmark::State& state) {
  JsonDocument document;
  const Estimates estimates;
  std::string out;
  for (auto _ : state) {
    out.clear();
    const auto review = Decoded(document);
    const Decision decision = Evaluate(test::DefaultPolicy(), estimates, review->request);
    AppendMutateResponse(out, review->uid, decision, test::DefaultPolicy().hash);
    benchmark::DoNotOptimize(out);
  }
}
BENCHMARK(AllOfIt);

// With its metrics and its log line: everything but the network.
void Answer(benchmark::State& state) {
  const PolicyInForce policy(std::make_shared<const Basis>(Basis{.policy = test::DefaultPolicy()}));
  RecentAdmissions recent;
  Metrics metrics;
  std::size_t logged = 0;
  const Log log(LogFormat::kJson, [&](std::string_view line) { logged += line.size(); });
  AdmissionApp app(policy, recent, "policy.yaml", metrics, log);
  const HttpRequest request{.method = "POST",
                            .target = "/mutate?timeout=2s",
                            .content_type = "application/json",
                            .body = Body(),
                            .readable_beyond_body = JsonDocument::kPadding};
  HttpResponse response;
  for (auto _ : state) {
    response.body.clear();
    app.Handle(request, response);
    benchmark::DoNotOptimize(response.body);
  }
}
BENCHMARK(Answer);

}  // namespace
}  // namespace tenure

BENCHMARK_MAIN();
