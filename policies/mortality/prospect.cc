#include "policies/mortality/prospect.h"

#include "policies/engine/globs.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

constexpr std::int64_t kSecondsPerGi = 4;
constexpr std::int64_t kSecondsBesides = 30;
constexpr std::int64_t kGi = std::int64_t{1} << 30;

void Add(std::optional<Quantity>& sum, const Quantity& amount) {
  sum = sum ? *sum + amount : amount;
}

}  // namespace

Budget BudgetOf(const Prospect& prospect) {
  if (prospect.pod().metadata.Label(names::kEvictable) != "false") return Budget::kNone;
  const bool is_known = MatchesAny(prospect.policy.checkpoint.protected_namespaces,
                                   prospect.subject.request.name_space);
  return is_known ? Budget::kPresent : Budget::kLabelOnly;
}

std::optional<Quantity> RequestedMemory(const Pod& pod) {
  const auto& of_pod = pod.spec.resources;
  if (const Quantity* whole = of_pod ? of_pod->Request(names::kMemory) : nullptr) return *whole;
  std::optional<Quantity> sum;
  for (const Container& container : pod.spec.containers) {
    if (const Quantity* request = container.Request(names::kMemory)) Add(sum, *request);
  }
  return sum;
}

std::optional<Quantity> ExpectedMemory(const Subject& subject) {
  std::optional<Quantity> sum;
  for (const ContainerNeed& need : subject.needs) {
    if (const auto& amount = need.memory.expected.amount) Add(sum, *amount);
  }
  return sum;
}

Duration TimeToSave(const Quantity& memory) {
  const std::int64_t gi = memory.Value() / kGi + (memory.Value() % kGi == 0 ? 0 : 1);
  return Duration::Seconds(kSecondsPerGi * gi + kSecondsBesides);
}

std::string Brief(std::string_view text, std::size_t longest) {
  // Names of Kubernetes are ASCII; what is not is not worth a broken character.
  std::string brief;
  for (const char c : text.substr(0, longest)) brief += c > ' ' && c < 0x7F ? c : '?';
  if (text.size() > longest) brief.replace(longest - 3, 3, "...");
  return brief;
}

}  // namespace tenure
