#include "policies/history/sources/argo_workflows.h"

#include "policies/estimates/argo_node.h"
#include "policies/history/sources/json_fields.h"
#include "policies/history/sources/json_items.h"
#include "policies/history/units.h"
#include "policies/pod/json_document.h"

namespace tenure {
namespace {

using simdjson::dom::element;

class Workflows {
 public:
  explicit Workflows(Import& import) : import_(import) {}

  void Take(std::string_view text, std::size_t line) {
    const auto parsed = document_.Parse(text);
    if (!parsed) return import_.Malformed(line, parsed.error());
    const std::string_view kind = TextAt(*parsed, "/kind");
    if (kind != "Workflow") {
      return import_.Malformed(line, "is no Workflow: kind is \"" + std::string(kind) + "\"");
    }
    simdjson::dom::object nodes;
    if (parsed->at_pointer("/status/nodes").get(nodes) != simdjson::SUCCESS) {
      // Nodes of a large workflow are compressed, or offloaded to a database.
      const bool elsewhere = !TextAt(*parsed, "/status/compressedNodes").empty() ||
                             !TextAt(*parsed, "/status/offloadNodeStatusVersion").empty();
      if (elsewhere)
        return import_.Malformed(line, "has its nodes elsewhere: use `argo get -o json`");
      return import_.Skip(Skipped::kUnfinished);
    }
    for (const auto [id, node] : nodes) TakeNode(*parsed, id, node, line);
  }

 private:
  void TakeNode(element workflow, std::string_view id, element node, std::size_t line) {
    if (TextAt(node, "/type") != "Pod") return;
    const std::string_view phase = TextAt(node, "/phase");
    const bool finished = phase == "Succeeded";
    if (!finished && phase != "Failed" && phase != "Error")
      return import_.Skip(Skipped::kUnfinished);
    const auto started = ReadTime(TextAt(node, "/startedAt"), 1);
    const auto ended = ReadTime(TextAt(node, "/finishedAt"), 1);
    if (!started || !ended) return import_.Skip(Skipped::kUnfinished);
    if (*ended < *started)
      return import_.Malformed(line, "node " + std::string(id) + " ends before it starts");
    const std::string step =
        "argo:" + ArgoStep(TextAt(workflow, "/metadata/name"), TextAt(node, "/name"));
    StepRun run{.step = step, .finished = finished, .ended = *ended};
    run.runtime = static_cast<double>(*ended - *started);
    run.id = Fingerprint(id, Fingerprint(TextAt(workflow, "/metadata/uid")));
    import_.Take(run);
  }

  Import& import_;
  JsonDocument document_;
};

}  // namespace

tl::expected<void, std::string> ReadArgoWorkflows(ByteSource& source, Import& import) {
  Workflows workflows(import);
  return JsonItems([&](std::string_view json, std::size_t line) { workflows.Take(json, line); })
      .Read(source);
}

}  // namespace tenure
