#include "policies/language/tables/match_table.h"

#include <utility>

#include "policies/language/k8s_names.h"
#include "policies/language/tables/runtime_match.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/globs.h"
#include "policies/language/types/regex.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

const Mapping<Quantity>& ThresholdTable() {
  static const Mapping<Quantity> kTable(
      {.name = "QuantityThreshold",
       .meaning = "How much of a resource.",
       .example = "memory: {atLeast: 1Ti}"},
      {Row<Quantity>("atLeast", "This much, or more.", PositiveQuantity(),
                     [](Quantity& quantity) -> Quantity& { return quantity; })
           .Required()});
  return kTable;
}

void CheckRequests(Reading& reading, const YamlNode& node, RequestsMatch& /*requests*/) {
  if (node.children.empty()) reading.Fail(node, "says nothing; write {memory: {atLeast: 1Ti}}");
}

const Mapping<RequestsMatch>& RequestsTable() {
  static const Mapping<RequestsMatch> kTable(
      {.name = "RequestsMatch",
       .meaning = "What the pod as a whole is expected to need.",
       .example = "requests: {memory: {atLeast: 1Ti}}"},
      {
          Row<RequestsMatch>("cpu", "So much CPU.", ThresholdTable().AsType(),
                             &RequestsMatch::cpu_at_least),
          Row<RequestsMatch>("memory", "So much memory.", ThresholdTable().AsType(),
                             &RequestsMatch::memory_at_least),
      },
      CheckRequests);
  return kTable;
}

KeyGlob MakeKeyGlob(std::string key, Glob value) { return {std::move(key), std::move(value)}; }

void CheckMatch(Reading& reading, const YamlNode& node, Match& /*match*/) {
  if (!node.children.empty()) return;
  reading.Fail(node, "would match every pod; if that is meant, write {namespaces: [\"*\"]}");
}

}  // namespace

const Mapping<Match>& MatchTable() {
  static const Mapping<Match> kTable(
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
          Row<Match>("requests", "What the pod is expected to need.", RequestsTable().AsType(),
                     &Match::requests),
          Row<Match>("namespaces", "The pod's namespace.", ListOf(NamespaceGlob()),
                     &Match::namespaces),
          Row<Match>("images", "The image of a container.", ListOf(ImageGlob()), &Match::images),
          Row<Match>(
              "labels", "Labels of the pod, all of them.",
              MapOf<KeyGlob>({"a label key", LabelKeyProblem}, LabelValueGlob(), MakeKeyGlob),
              &Match::labels),
          Row<Match>("annotations", "Annotations of the pod, all of them.",
                     MapOf<KeyGlob>({"an annotation key", AnnotationKeyProblem},
                                    AnnotationValueGlob(), MakeKeyGlob),
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
  return kTable;
}

const Mapping<Allow>& AllowTable() {
  static const Mapping<Allow> kTable(
      {.name = "Allow",
       .meaning =
           "Who may be of the class, however the class was found. Where both keys are there, "
           "both must hold.",
       .example = "allow: {namespaces: [genomics-*]}"},
      {
          Row<Allow>("namespaces", "Pods of these namespaces.", ListOf(NamespaceGlob()),
                     &Allow::namespaces)
              .Default("every namespace"),
          Row<Allow>("serviceAccounts", "Pods that run as one of these: `namespace/name`.",
                     ListOf(ServiceAccountGlob()), &Allow::service_accounts)
              .Default("every service account"),
      });
  return kTable;
}

}  // namespace tenure
