#include "policies/language/tables/resources_table.h"

#include <algorithm>
#include <utility>

#include "policies/language/tables/amount.h"
#include "policies/language/tables/limit.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

const Mapping<std::vector<Amount>>& RaiseTable() {
  static const Mapping<std::vector<Amount>> table(
      {.name = "RaisedRequest",
       .meaning =
           "A request that is only ever raised: what the pod asks for itself stays when it is "
           "more.",
       .example = "request: {atLeast: [1.5x, p95]}"},
      {Row<std::vector<Amount>>("atLeast", "The largest of these amounts that is known.", Amounts(),
                                [](std::vector<Amount>& amounts) -> auto& { return amounts; })
           .Required()});
  return table;
}

std::optional<RequestSpec> ReadRequest(Reading& reading, const YamlNode& node) {
  const bool at_least = node.kind == YamlNode::Kind::kMapping;
  auto amounts = at_least ? RaiseTable().Read(reading, node) : ReadAmounts(reading, node);
  if (!amounts) return std::nullopt;
  return RequestSpec{*std::move(amounts), at_least};
}

Type<RequestSpec> Request() {
  TypeInfo info = Describe(RaiseTable().info());
  info.words = "an amount, a list of them, or `{atLeast: …}`";
  info.schema = {{"anyOf", {info.schema, Amounts().info.schema}}};
  return {std::move(info), ReadRequest};
}

// The largest of the amounts if they are all of the same kind, so that they can
// be compared without knowing the pod.
template <typename Kind>
std::optional<Kind> LargestOf(const std::vector<Amount>& amounts) {
  std::optional<Kind> largest;
  for (const Amount& amount : amounts) {
    const auto* value = std::get_if<Kind>(&amount);
    if (value == nullptr) return std::nullopt;
    if (!largest || *value > *largest) largest = *value;
  }
  return largest;
}

template <typename Kind>
bool IsBelow(const std::vector<Amount>& limit, const std::vector<Amount>& request) {
  const auto largest_limit = LargestOf<Kind>(limit);
  const auto largest_request = LargestOf<Kind>(request);
  return largest_limit && largest_request && *largest_limit < *largest_request;
}

// The API server refuses a pod whose limit is below its request.
void CheckResource(Reading& reading, const YamlNode& node, ResourceSpec& resource) {
  if (!resource.request || resource.limit.kind != LimitSpec::Kind::kAmounts) return;
  const auto& limit = resource.limit.amounts;
  const auto& request = resource.request->amounts;
  if (IsBelow<Factor>(limit, request) || IsBelow<Quantity>(limit, request)) {
    reading.Fail(*node.Find("limit"), "is below the request, which the API server refuses");
  }
}

const Mapping<ResourceSpec>& ResourceTable() {
  static const Mapping<ResourceSpec> table(
      {.name = "Resource",
       .meaning = "What a container requests of one resource, and where it ends. Amounts are a "
                  "factor of the expectation (`1.5x`), a percentile of what history has measured "
                  "(`p50`, `p95`, `max`), or a quantity (`64Gi`); of a list, the largest that is "
                  "known.",
       .example = "memory: {request: 0.8x, limit: [1.2x, p95]}"},
      {
          Row<ResourceSpec>("request", "The request is set to this; with `atLeast`, only raised.",
                            Request(), &ResourceSpec::request)
              .Default("as the pod has it"),
          Row<ResourceSpec>("limit",
                            "The limit: removed (`none`), as the pod has it (`keep`), the same as "
                            "the request (`request`), or an amount.",
                            Limit(), &ResourceSpec::limit)
              .Default("`keep`"),
      },
      CheckResource);
  return table;
}

bool HasTooLittle(const std::vector<Amount>& amounts) {
  return std::ranges::any_of(amounts, [](const Amount& amount) {
    const auto* quantity = std::get_if<Quantity>(&amount);
    return quantity != nullptr && IsTooLittleMemory(*quantity);
  });
}

void CheckMemory(Reading& reading, const YamlNode& node, ResourcesSpec& resources) {
  const ResourceSpec& memory = resources.memory;
  if (memory.request && HasTooLittle(memory.request->amounts)) {
    reading.Fail(*node.Find("memory")->Find("request"), std::string(kTooLittleMemory));
  }
  if (HasTooLittle(memory.limit.amounts)) {
    reading.Fail(*node.Find("memory")->Find("limit"), std::string(kTooLittleMemory));
  }
}

}  // namespace

const Mapping<ResourcesSpec>& ResourcesTable() {
  static const Mapping<ResourcesSpec> table(
      {.name = "Resources",
       .meaning = "Requests and limits of the main container and of those with an expectation of "
                  "their own.",
       .example = "resources:\n"
                  "  cpu:    {request: {atLeast: 1.5x}, limit: none}\n"
                  "  memory: {request: {atLeast: 1.5x}, limit: none}"},
      {
          Row<ResourcesSpec>("cpu", "CPU.", ResourceTable().AsType(), &ResourcesSpec::cpu),
          Row<ResourcesSpec>("memory", "Memory.", ResourceTable().AsType(), &ResourcesSpec::memory),
      },
      CheckMemory);
  return table;
}

}  // namespace tenure
