#include "policies/language/tables/names.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "policies/language/k8s_names.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/suggestion.h"
#include "policies/language/yaml/quoted.h"

namespace tenure {
namespace {

using Kind = NameUse::Kind;

std::string_view Words(Kind kind) { return kind == Kind::kClass ? "class" : "strategy"; }

// They become label values and metric labels.
std::string NameProblem(Kind kind, std::string_view text) {
  if (text == "none") return "reserved: in annotations it means no " + std::string(Words(kind));
  return DnsLabelProblem(text, "a " + std::string(Words(kind)) + " name");
}

Type<std::string> NameType(Kind kind, std::vector<NameUse> Reading::* uses) {
  auto type = Text({.words = "a " + std::string(Words(kind)) + " name",
                    .pattern = "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$",
                    .problem = [kind](std::string_view text) { return NameProblem(kind, text); }});
  auto read = [read_text = std::move(type.read), kind, uses](
                  Reading& reading, const YamlNode& node) -> std::optional<std::string> {
    auto name = read_text(reading, node);
    if (name) (reading.*uses).push_back({kind, &node});
    return name;
  };
  return {std::move(type.info), std::move(read)};
}

// name to the place that gave it first
using Declared = std::map<std::string, const YamlNode*>;

Declared CheckDeclared(Reading& reading, Kind kind) {
  Declared declared;
  for (const NameUse& use : reading.declared) {
    if (use.kind != kind) continue;
    const auto [first, is_new] = declared.try_emplace(use.node->text, use.node);
    if (is_new) continue;
    reading.Fail(*use.node, "there is a " + std::string(Words(kind)) + ' ' +
                                Quoted(use.node->text) + " in line " +
                                std::to_string(first->second->at.line) + " already");
  }
  return declared;
}

void CheckReferred(Reading& reading, Kind kind, const Declared& declared) {
  std::vector<std::string> names;
  for (const auto& [name, node] : declared) names.push_back(name);
  for (const NameUse& use : reading.referred) {
    if (use.kind != kind || declared.contains(use.node->text)) continue;
    reading.Fail(*use.node, "there is no " + std::string(Words(kind)) + ' ' +
                                Quoted(use.node->text) + DidYouMean(use.node->text, names));
  }
}

}  // namespace

Type<std::string> ClassName() { return NameType(Kind::kClass, &Reading::declared); }
Type<std::string> ClassReference() { return NameType(Kind::kClass, &Reading::referred); }
Type<std::string> StrategyName() { return NameType(Kind::kStrategy, &Reading::declared); }
Type<std::string> StrategyReference() { return NameType(Kind::kStrategy, &Reading::referred); }

void CheckNames(Reading& reading) {
  for (const Kind kind : {Kind::kClass, Kind::kStrategy}) {
    CheckReferred(reading, kind, CheckDeclared(reading, kind));
  }
}

}  // namespace tenure
