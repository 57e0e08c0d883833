#include "policies/history/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using Entry = std::pair<const std::string, Estimate>;

std::vector<const Entry*> Sorted(const Estimates& estimates) {
  std::vector<const Entry*> entries;
  for (const Entry& entry : estimates) entries.push_back(&entry);
  std::ranges::sort(entries, {},
                    [](const Entry* entry) -> const std::string& { return entry->first; });
  return entries;
}

// A mapping in YAML's flow style and JSON alike.
std::string Runtime(const Estimate& estimate) {
  return fmt::format(R"({{"p50": "{}", "p95": "{}", "max": "{}"}})", estimate.runtime_p50.Text(),
                     estimate.runtime_p95.Text(), estimate.runtime_max.Text());
}

std::string Usage(const UsageEstimate& usage) {
  return fmt::format(R"({{"mean": "{}", "p50": "{}", "p95": "{}", "max": "{}"}})",
                     usage.mean.Canonical(), usage.p50.Canonical(), usage.p95.Canonical(),
                     usage.max.Canonical());
}

using Emit = std::function<void(std::string_view field, const std::string& value)>;

void ForEachField(const Estimate& estimate, const Emit& emit) {
  emit("runs", std::to_string(estimate.runs));
  if (!estimate.last_seen.empty()) emit("lastSeen", JsonString(estimate.last_seen));
  if (estimate.weak) emit("weak", "true");
  emit("runtime", Runtime(estimate));
  if (estimate.cpu) emit("cpu", Usage(*estimate.cpu));
  if (estimate.memory) emit("memory", Usage(*estimate.memory));
}

}  // namespace

std::string EstimatesYaml(const Estimates& estimates, const std::string& day) {
  std::string out = "apiVersion: tenure.dev/v1\nkind: Estimates\ngenerated: " + day + "\n";
  if (estimates.typical_runtime) {
    out += "typicalRuntime: " + estimates.typical_runtime->Text() + "\n";
  }
  out += estimates.empty() ? "steps: {}\n" : "steps:\n";
  for (const Entry* entry : Sorted(estimates)) {
    out += "  " + JsonString(entry->first) + ":\n";
    ForEachField(entry->second, [&](std::string_view field, const std::string& value) {
      out.append("    ").append(field).append(": ").append(value).append("\n");
    });
  }
  return out;
}

std::string EstimatesJson(const Estimates& estimates, const std::string& day) {
  std::string out =
      R"({"apiVersion": "tenure.dev/v1", "kind": "Estimates", "generated": )" + JsonString(day);
  if (estimates.typical_runtime) {
    out += R"(, "typicalRuntime": )" + JsonString(estimates.typical_runtime->Text());
  }
  out += ",\n\"steps\": {";
  std::string_view separator = "\n";
  for (const Entry* entry : Sorted(estimates)) {
    out.append(separator).append(JsonString(entry->first)).append(": {");
    std::string_view comma;
    ForEachField(entry->second, [&](std::string_view field, const std::string& value) {
      out.append(comma).append("\"").append(field).append("\": ").append(value);
      comma = ", ";
    });
    out += "}";
    separator = ",\n";
  }
  return out + "}}\n";
}

}  // namespace tenure
