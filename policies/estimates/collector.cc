#include "policies/estimates/collector.h"

#include <utility>

#include "policies/estimates/fields.h"
#include "policies/pod/calendar_day.h"

namespace tenure {
namespace {

constexpr std::string_view kApiVersion = "tenure.dev/v1";
constexpr std::string_view kKind = "Estimates";
// Longer than any key that labels and names can make.
constexpr std::size_t kLongestStep = 1024;

}  // namespace

void EstimatesCollector::Header(std::string_view key, std::string_view value, Place at) {
  const std::string path(key);
  if (key == "apiVersion") {
    has_version_ = true;
    if (value != kApiVersion) Fail(path, "must be " + std::string(kApiVersion), at);
  } else if (key == "kind") {
    has_kind_ = true;
    if (value != kKind) Fail(path, "must be " + std::string(kKind), at);
  } else if (key == "typicalRuntime") {
    const auto typical = Duration::Parse(value);
    if (!typical) return Fail(path, "is " + typical.error(), at);
    estimates_.typical_runtime = *typical;
  } else if (key == "generated") {
    if (!ParseDay(value.substr(0, 10))) Fail(path, "is not a day; write it as 2026-11-21", at);
  } else {
    Fail(path, "is not known; a document has apiVersion, kind, generated, typicalRuntime and steps",
         at);
  }
}

void EstimatesCollector::BeginStep(std::string_view name, Place at) {
  step_ = name;
  step_at_ = at;
  current_ = {};
  has_runs_ = false;
  has_runtime_ = false;
  if (name.empty() || name.size() > kLongestStep) Fail("", "has no name of 1 to 1024 bytes", at);
  if (estimates_.Find(name) != nullptr) Fail("", "comes twice", at);
}

void EstimatesCollector::Field(std::string_view field, std::string_view part,
                               std::string_view value, Place at) {
  has_runs_ = has_runs_ || field == "runs";
  has_runtime_ = has_runtime_ || (field == "runtime" && part == "p50");
  if (auto problem = SetField(current_, field, part, value)) {
    std::string path(field);
    if (!part.empty()) path.append(".").append(part);
    Fail(std::move(path), std::move(*problem), at);
  }
}

void EstimatesCollector::EndStep() {
  if (!has_runs_) Fail("", "has no runs: how many runs it was learnt from", step_at_);
  if (!has_runtime_) Fail("", "has no runtime.p50", step_at_);
  if (current_.runtime_p95 == Duration()) current_.runtime_p95 = current_.runtime_p50;
  if (auto problem = Contradiction(current_)) Fail("", std::move(*problem), step_at_);
  if (estimates_.size() == Estimates::kMaxSteps) {
    Fail("", "is one step too many: at most 100000", step_at_);
  } else {
    estimates_.Add(std::move(step_), std::move(current_));
  }
  step_.clear();
}

void EstimatesCollector::Fail(std::string path, std::string message, Place at) {
  if (Full()) return;
  if (!step_.empty()) {
    path = "steps.\"" + step_.substr(0, 100) + "\"" + (path.empty() ? "" : "." + path);
  }
  errors_.push_back({at.line, at.column, std::move(path), std::move(message)});
}

void EstimatesCollector::CheckTwice(std::unordered_set<std::string>& seen, std::string_view key,
                                    Place at) {
  if (!seen.emplace(key).second) Fail(std::string(key), "comes twice", at);
}

tl::expected<Estimates, std::vector<EstimatesError>> EstimatesCollector::Finish() {
  if (!has_version_) Fail("apiVersion", "is missing; write tenure.dev/v1", {});
  if (!has_kind_) Fail("kind", "is missing; write Estimates", {});
  if (!errors_.empty()) return tl::unexpected(std::move(errors_));
  return std::move(estimates_);
}

}  // namespace tenure
