#include "webhook/server/decision_line.h"

#include <algorithm>
#include <ranges>
#include <span>
#include <string>
#include <vector>

#include "policies/pod/scan.h"

namespace tenure {
namespace {

const Metadata& MetadataOf(const Review& review) {
  return review.job ? review.job->metadata : review.request.pod.metadata;
}

std::string Joined(std::string_view left, char between, std::string_view right) {
  std::string text;
  text.reserve(left.size() + 1 + right.size());
  text += left;
  text += between;
  return text.append(right);
}

// A pod that gets its name later is known by the beginning of it.
void AddName(LogLine& line, const Review& review) {
  const Metadata& metadata = MetadataOf(review);
  const std::string_view name = review.name.empty() ? metadata.name : review.name;
  if (name.empty() && !metadata.generate_name.empty()) {
    line.Add("generate_name", metadata.generate_name);
  } else {
    line.Add("name", name);
  }
}

void AddOwner(LogLine& line, const Metadata& metadata) {
  const OwnerReference* owner = metadata.Controller();
  if (owner == nullptr) return;
  line.Add("owner", Joined(owner->kind, '/', owner->name));
}

std::string RuleText(const Finding& finding) {
  return Joined(finding.rule, ':', Name(finding.level));
}

// What the validating webhook would change is nobody's business: it changes nothing.
std::span<const Change> Told(Phase phase, const std::vector<Change>& changes) {
  return phase == Phase::kValidate ? std::span<const Change>() : changes;
}

}  // namespace

// https://www.w3.org/TR/trace-context/#traceparent-header-field-values
bool IsTraceparent(std::string_view text) {
  constexpr std::string_view kShape = "00-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
  return std::ranges::equal(text, kShape, [](char c, char shape) {
    return shape == 'x' ? IsDigit(c) || (c >= 'a' && c <= 'f') : c == shape;
  });
}

void FillDecisionLine(LogLine& line, const DecisionEvent& event) {
  const Review& review = event.review;
  const Decision& decision = event.decision;
  line.Add("uid", review.uid)
      .Add("phase", event.endpoint.name)
      .Add("operation", Name(review.request.operation))
      .Add("kind", review.kind.kind);
  if (!review.request.sub_resource.empty()) line.Add("subresource", review.request.sub_resource);
  line.Add("namespace", review.request.name_space);
  AddName(line, review);
  AddOwner(line, MetadataOf(review));
  line.Add("user", review.request.user.name)
      .Add("result", Name(event.result))
      .Add("class", decision.class_name)
      .Add("why", decision.why)
      .Add("mode", Name(decision.mode))
      .Add("outside_rollout", decision.is_outside_rollout)
      .Add("exempt_by", Name(decision.exempt_by))
      .AddList("rules", std::views::transform(decision.findings, RuleText))
      .AddList("changes",
               std::views::transform(Told(event.endpoint.phase, decision.changes), &Change::path))
      .Add("policy", event.policy_hash)
      .Add("duration_us", static_cast<std::int64_t>(event.duration.count()))
      .Add("dry_run", review.request.dry_run);
  if (IsTraceparent(event.traceparent)) line.Add("traceparent", event.traceparent);
}

}  // namespace tenure
