#include "policies/engine/subject.h"

#include <algorithm>
#include <utility>

#include "policies/engine/checkpoint/command_line.h"
#include "policies/engine/limit_ranger.h"
#include "policies/estimates/step.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

std::optional<std::size_t> IndexOf(const Pod& pod, std::string_view container) {
  const auto& containers = pod.spec.containers;
  const auto found = std::ranges::find(containers, container, &Container::name);
  if (found == containers.end()) return std::nullopt;
  return static_cast<std::size_t>(found - containers.begin());
}

// Meshes put their container in front of ours after the first round: the
// decision of that round remembers which one was first.
std::size_t MainContainer(const Pod& pod, const DecisionRecord& earlier) {
  if (const auto named = pod.metadata.Annotation(names::kDefaultContainer)) {
    if (const auto index = IndexOf(pod, *named)) return *index;
  }
  return IndexOf(pod, earlier.main).value_or(0);
}

std::vector<StepMatcher> Matchers(const std::vector<StepPattern>& patterns) {
  std::vector<StepMatcher> matchers;
  matchers.reserve(patterns.size());
  for (const StepPattern& pattern : patterns) {
    matchers.push_back({.engine = pattern.engine,
                        .label = pattern.label,
                        .annotation = pattern.annotation,
                        .args = pattern.args});
  }
  return matchers;
}

const Quantity* Find(const std::vector<ExpectedAmount>& amounts, std::string_view container,
                     bool is_main) {
  const auto named = std::ranges::find(amounts, container, &ExpectedAmount::container);
  if (named != amounts.end()) return &named->amount;
  const auto unnamed = std::ranges::find(amounts, "", &ExpectedAmount::container);
  return is_main && unnamed != amounts.end() ? &unnamed->amount : nullptr;
}

// One resource, with the places where something is said about it.
struct Resource {
  std::string_view name;
  std::string_view annotation;
  const std::vector<ExpectedAmount>& expected;
  const UsageEstimate* usage;
};

class NeedReader {
 public:
  explicit NeedReader(const Subject& subject)
      : subject_(subject),
        limit_ranger_(subject.pod().metadata.Annotation(names::kLimitRanger).value_or("")) {}

  ContainerNeed Read(std::size_t index) const {
    const Container& container = subject_.pod().spec.containers[index];
    const bool is_main = index == subject_.main;
    const Estimate* estimate = is_main ? subject_.estimate : nullptr;
    const Resource cpu{names::kCpu, names::kExpectedCpu, subject_.intent.cpu,
                       estimate != nullptr && estimate->cpu ? &*estimate->cpu : nullptr};
    const Resource memory{names::kMemory, names::kExpectedMemory, subject_.intent.memory,
                          estimate != nullptr && estimate->memory ? &*estimate->memory : nullptr};
    return {index, is_main, Need(container, is_main, cpu), Need(container, is_main, memory)};
  }

 private:
  ResourceNeed Need(const Container& container, bool is_main, const Resource& resource) const {
    ResourceNeed need;
    const Quantity* request = container.Request(resource.name);
    const RecordedRequest* recorded = subject_.earlier_requests.Find(container.name, resource.name);
    need.is_ours = recorded != nullptr && request != nullptr && *request == recorded->set;
    const bool is_own = request != nullptr && !need.is_ours &&
                        !LimitRangerSetRequest(limit_ranger_, container.name, resource.name);
    if (is_own) need.own_request = *request;
    need.expected = Expect(need, need.is_ours ? recorded : nullptr,
                           Find(resource.expected, container.name, is_main), resource);
    return need;
  }

  // The first that knows: the user, an earlier round, history, the pod itself.
  Expected Expect(const ResourceNeed& need, const RecordedRequest* earlier,
                  const Quantity* annotated, const Resource& resource) const {
    using enum Expected::Source;
    const UsageEstimate* usage = resource.usage;
    if (subject_.intent.IsUnreadable(resource.annotation)) return {std::nullopt, kUnknown, usage};
    if (annotated != nullptr) return {*annotated, kAnnotation, usage};
    if (earlier != nullptr && earlier->was) return {earlier->was, kRecord, usage};
    if (usage != nullptr) return {usage->mean, kEstimate, usage};
    if (need.own_request) return {need.own_request, kOwnRequest, usage};
    return {std::nullopt, kUnknown, usage};
  }

  const Subject& subject_;
  std::string_view limit_ranger_;
};

// A container that came after the round that wrote the record is somebody
// else's: a mesh's proxy, an injected agent.
bool IsOurs(const Subject& subject, std::size_t index) {
  const auto& record = subject.earlier_requests;
  return record.empty() || index == subject.main ||
         record.HasContainer(subject.pod().spec.containers[index].name);
}

void FindWritten(const CheckpointSpec& checkpoint, Subject& subject) {
  const Container& main = subject.main_container();
  subject.entrypoint = EntrypointOf(checkpoint, main, subject.intent);
  if (subject.entrypoint.empty()) {
    subject.written = Unwrapped(checkpoint, main);
  } else {
    subject.written = main;
    subject.written->command.assign(subject.entrypoint.begin(), subject.entrypoint.end());
  }
}

}  // namespace

const ContainerNeed& Subject::main_need() const {
  return *std::ranges::find(needs, true, &ContainerNeed::is_main);
}

Subject Examine(const Policy& policy, const Estimates& estimates, const Request& request) {
  const Pod& pod = request.pod;
  Subject subject{.request = request, .intent = ReadIntent(pod)};
  if (const auto decision = pod.metadata.Annotation(names::kDecision)) {
    subject.earlier = DecisionRecord::Parse(*decision);
  }
  if (const auto requests = pod.metadata.Annotation(names::kRequests)) {
    subject.earlier_requests = RequestRecord::Parse(*requests);
  }
  subject.main = MainContainer(pod, subject.earlier);
  FindWritten(policy.checkpoint, subject);
  subject.typical_runtime = policy.TypicalRuntime(estimates.typical_runtime);
  if (!estimates.empty()) {
    // By the command line of its user, not a wrapper's.
    subject.step = StepOf(pod, subject.as_written(), Matchers(policy.step_patterns));
    subject.estimate = estimates.Find(subject.step);
  }
  const NeedReader reader(subject);
  for (std::size_t index = 0; index < pod.spec.containers.size(); ++index) {
    if (IsOurs(subject, index)) subject.needs.push_back(reader.Read(index));
  }
  return subject;
}

}  // namespace tenure
