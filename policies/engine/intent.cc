#include "policies/engine/intent.h"

#include <algorithm>
#include <utility>

#include "policies/engine/quoted.h"
#include "policies/language/k8s_names.h"
#include "policies/pod/json_document.h"
#include "policies/pod/json_reader.h"
#include "policies/pod/names.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

std::string NotAQuantity(std::string_view text) {
  std::string message = QuotedBriefly(text) + " is not a quantity";
  const auto suggestion = SuggestQuantity(text);
  message += suggestion ? "; did you mean " + *suggestion + '?' : "; write e.g. 500m or 64Gi";
  return message;
}

bool HasContainer(const Pod& pod, std::string_view name) {
  return std::ranges::find(pod.spec.containers, name, &Container::name) !=
         pod.spec.containers.end();
}

// Reads annotations of one pod, and remembers what cannot be read.
class IntentReader {
 public:
  explicit IntentReader(const Pod& pod) : pod_(pod) {}

  Intent Read() && {
    intent_.class_name = pod_.metadata.Annotation(names::kClass);
    intent_.exempt = pod_.metadata.Annotation(names::kExempt);
    ReadCritical();
    ReadRuntime();
    intent_.cpu = ReadAmounts(names::kExpectedCpu);
    intent_.memory = ReadAmounts(names::kExpectedMemory);
    intent_.strategy = pod_.metadata.Annotation(names::kCheckpoint);
    ReadClaim();
    ReadCheckpointId();
    ReadEntrypoint();
    return std::move(intent_);
  }

 private:
  void Unreadable(std::string_view key, std::string message) {
    intent_.unreadable.push_back({key, std::move(message)});
  }

  void ReadCritical() {
    const auto text = pod_.metadata.Annotation(names::kCritical);
    if (!text) return;
    intent_.critical = *text == "true";
    if (*text != "true" && *text != "false") {
      Unreadable(names::kCritical, QuotedBriefly(*text) + R"( is neither "true" nor "false")");
    }
  }

  void ReadRuntime() {
    const auto text = pod_.metadata.Annotation(names::kExpectedRuntime);
    if (!text) return;
    const auto runtime = Duration::Parse(*text);
    if (runtime) {
      intent_.runtime = *runtime;
    } else {
      Unreadable(names::kExpectedRuntime, QuotedBriefly(*text) + " is " + runtime.error());
    }
  }

  // The API server would refuse a volume with another name.
  void ReadClaim() {
    const auto name = pod_.metadata.Annotation(names::kCheckpointClaim);
    if (!name) return;
    if (DnsSubdomainProblem(*name, "a claim").empty()) {
      intent_.claim = *name;
    } else {
      Unreadable(names::kCheckpointClaim,
                 QuotedBriefly(*name) + " is no name of a PersistentVolumeClaim");
    }
  }

  void ReadCheckpointId() {
    const auto id = pod_.metadata.Annotation(names::kCheckpointId);
    if (!id) return;
    if (id->empty()) {
      Unreadable(names::kCheckpointId, "is empty; write what the run is called, or remove it");
    } else {
      intent_.checkpoint_id = *id;
    }
  }

  void ReadEntrypoint() {
    const auto json = pod_.metadata.Annotation(names::kEntrypoint);
    if (!json) return;
    JsonDocument document;
    JsonReader reader;
    if (const auto root = document.Parse(*json)) {
      for (const std::string_view word : reader.Strings(*root, {})) {
        intent_.entrypoint.emplace_back(word);
      }
    }
    if (!reader.error() && !intent_.entrypoint.empty()) return;
    intent_.entrypoint.clear();
    Unreadable(names::kEntrypoint, R"(is no JSON array of strings; write e.g. ["/bin/app","run"])");
  }

  // "400Gi", or "main=400Gi,helper=2Gi".
  std::vector<ExpectedAmount> ReadAmounts(std::string_view key) {
    std::vector<ExpectedAmount> amounts;
    const auto annotation = pod_.metadata.Annotation(key);
    if (!annotation) return amounts;
    std::string_view rest = *annotation;
    while (true) {
      const std::size_t comma = rest.find(',');
      ReadAmount(key, Trimmed(rest.substr(0, comma), IsSpace), amounts);
      if (comma == std::string_view::npos) return amounts;
      rest.remove_prefix(comma + 1);
    }
  }

  void ReadAmount(std::string_view key, std::string_view text, std::vector<ExpectedAmount>& into) {
    const std::size_t equals = text.find('=');
    const bool named = equals != std::string_view::npos;
    const std::string_view container = named ? text.substr(0, equals) : std::string_view();
    const std::string_view amount = named ? text.substr(equals + 1) : text;
    if (named && !HasContainer(pod_, container)) {
      return Unreadable(key, "the pod has no container " + QuotedBriefly(container));
    }
    const auto quantity = Quantity::Parse(amount);
    if (!quantity) return Unreadable(key, NotAQuantity(amount));
    if (*quantity <= Quantity()) {
      return Unreadable(key, QuotedBriefly(amount) + " is not above zero; write what it needs");
    }
    if (std::ranges::find(into, container, &ExpectedAmount::container) != into.end()) {
      return Unreadable(key, "names a container twice; write one amount for each");
    }
    into.push_back({container, *quantity});
  }

  const Pod& pod_;
  Intent intent_;
};

}  // namespace

bool Intent::IsUnreadable(std::string_view key) const {
  return std::ranges::find(unreadable, key, &UnreadableAnnotation::key) != unreadable.end();
}

Intent ReadIntent(const Pod& pod) {
  if (!pod.metadata.annotations) return {};
  return IntentReader(pod).Read();
}

}  // namespace tenure
