#include "policies/language/tables/match_table.h"

#include <utility>

#include "policies/language/tables/runtime_match.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/globs.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/regex.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

const Mapping<Quantity>& ThresholdTable() {
  static const Mapping<Quantity> table(
      {.name = "QuantityThreshold",
       .meaning = "How much of a resource.",
       .example = "memory: {atLeast: 1Ti}"},
      {Row<Quantity>("atLeast", "This much, or more.", PositiveQuantity(),
                     [](Quantity& quantity) -> Quantity& { return quantity; })
           .Required()});
  return table;
}

void CheckRequests(Reading& reading, const YamlNode& node, RequestsMatch& /*requests*/) {
  if (node.children.empty()) reading.Fail(node, "says nothing; write {memory: {atLeast: 1Ti}}");
}

const Mapping<RequestsMatch>& RequestsTable() {
  static const Mapping<RequestsMatch> table(
      {.name = "RequestsMatch",
       .meaning = "How much that is; both of them, where both are there.",
       .example = "requests: {memory: {atLeast: 1Ti}}"},
      {
          Row<RequestsMatch>("cpu", "So much CPU.", ThresholdTable().AsType(),
                             &RequestsMatch::cpu_at_least),
          Row<RequestsMatch>("memory", "So much memory.", ThresholdTable().AsType(),
                             &RequestsMatch::memory_at_least),
      },
      CheckRequests);
  return table;
}

KeyGlob MakeKeyGlob(std::string key, Glob value) { return {std::move(key), std::move(value)}; }

void CheckMatch(Reading& reading, const YamlNode& node, Match& /*match*/) {
  if (!node.children.empty()) return;
  reading.Fail(node, "would match every pod; if that is meant, write {namespaces: [\"*\"]}");
}

void CheckAllow(Reading& reading, const YamlNode& node, Allow& /*allow*/) {
  if (!node.children.empty()) return;
  reading.Fail(node, "says nothing; remove it to let everybody in");
}

}  // namespace

const Mapping<Match>& MatchTable() {
  static const Mapping<Match> table(
      {.name = "Match",
       .meaning =
           "One way into a class. Everything that it names must hold; of a list, one element.",
       .example =
           "match:\n"
           "- runtime: {timesTypical: 10, atLeast: 6h}\n"
           "- {namespaces: [genomics-*], ownerKinds: [Workflow], args: 'megahit .* -t [0-9]+'}"},
      {
          Row<Match>("runtime",
                     "The expected runtime, from the annotation or the estimates. `known`: any.",
                     RuntimeMatchType(), &Match::runtime),
          Row<Match>("critical", "Whether the pod says `tenure.dev/critical`.", Boolean(),
                     &Match::critical),
          Row<Match>("requests", "What the pod as a whole is expected to need.",
                     RequestsTable().AsType(), &Match::requests),
          Row<Match>("namespaces", "The pod's namespace.", ListOf(NamespaceGlob()),
                     &Match::namespaces),
          Row<Match>("images", "The main container's image.", ListOf(ImageGlob()), &Match::images),
          Row<Match>("labels", "Labels of the pod, all of them.",
                     MapOf<KeyGlob>(LabelKeyRule(), LabelValueGlob(), MakeKeyGlob), &Match::labels),
          Row<Match>("annotations", "Annotations of the pod, all of them.",
                     MapOf<KeyGlob>(AnnotationKeyRule(), AnnotationValueGlob(), MakeKeyGlob),
                     &Match::annotations),
          Row<Match>("serviceAccounts", "The account that the pod runs as: `namespace/name`.",
                     ListOf(ServiceAccountGlob()), &Match::service_accounts),
          Row<Match>("ownerKinds", "The kind of the pod's owner, such as `Job` or `Workflow`.",
                     ListOf(OwnerKindGlob()), &Match::owner_kinds),
          Row<Match>(
              "args",
              "A regular expression ([RE2](https://github.com/google/re2/wiki/Syntax)) that is "
              "found in the main container's command and args, joined by spaces.",
              Regex(), &Match::args),
      },
      CheckMatch);
  return table;
}

const Mapping<Allow>& AllowTable() {
  static const Mapping<Allow> table(
      {.name = "Allow",
       .meaning =
           "Who may be of the class, however the class was found: pods of these namespaces, and "
           "pods that run as one of these accounts.",
       .example = "allow: {namespaces: [genomics-*]}"},
      {
          Row<Allow>("namespaces", "Pods of these namespaces may.", ListOf(NamespaceGlob()),
                     &Allow::namespaces),
          Row<Allow>("serviceAccounts", "Pods that run as one of these may: `namespace/name`.",
                     ListOf(ServiceAccountGlob()), &Allow::service_accounts),
      },
      CheckAllow);
  return table;
}

}  // namespace tenure
