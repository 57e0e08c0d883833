#include "policies/language/tables/strategy_table.h"

#include "policies/language/tables/metadata.h"
#include "policies/language/tables/names.h"
#include "policies/language/tables/placeholders.h"
#include "policies/language/tables/strategy_parts.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"
#include "policies/language/types/words.h"

namespace tenure {
namespace {

std::string SeccompProblem(std::string_view text) {
  constexpr std::string_view kLocal = "localhost/";
  if (text == "Unconfined" || text == "RuntimeDefault") return "";
  if (text.starts_with(kLocal) && text.size() > kLocal.size()) return "";
  return "not a seccomp profile; write Unconfined, RuntimeDefault or localhost/PROFILE";
}

Type<Requirement> RequirementWord() {
  return Words<Requirement>("a requirement",
                            {{"root", Requirement::kRoot},
                             {"privileged-namespace", Requirement::kPrivilegedNamespace},
                             {"explicit-command", Requirement::kExplicitCommand},
                             {"stable-identity", Requirement::kStableIdentity},
                             {"runs-forever", Requirement::kRunsForever}});
}

void CheckStrategy(Reading& reading, const YamlNode& node, Strategy& strategy) {
  if (strategy.UsesFolder() && strategy.mount.empty()) {
    reading.Fail(node, "uses <dir>, and says not where the claim is mounted; write mount");
  }
  if (strategy.binaries && strategy.binaries->mount == strategy.mount) {
    reading.Fail(*node.Find("binaries")->Find("mount"), "is where the claim is mounted already");
  }
  if (strategy.IsPrivileged() && !strategy.Needs(Requirement::kPrivilegedNamespace)) {
    reading.Warn(node,
                 "needs privileges, so that Pod Security may refuse its pods without a word "
                 "from here; write requires: [privileged-namespace]");
  }
}

}  // namespace

const Mapping<Strategy>& StrategyTable() {
  static const Mapping<Strategy> table(
      {.name = "Strategy",
       .meaning =
           "A way to checkpoint: what the main container gets. In `wrap`, `env` and `files`, "
           "`<dir>` stands for the pod's folder on the claim and `<hash>` for a hash of image, "
           "command and args.",
       .example = "- name: native\n"
                  "  mount: /checkpoint\n"
                  "  env: {CHECKPOINT_DIR: <dir>}"},
      {
          Row<Strategy>("name", "What the annotation `tenure.dev/checkpoint` calls it.",
                        StrategyName(), &Strategy::name)
              .Required(),
          Row<Strategy>("wrap", "What is put in front of the container's command.",
                        ListOf(TemplateText("an argument")), &Strategy::wrap),
          Row<Strategy>("mount", "Where the claim is mounted.", MountPath(), &Strategy::mount),
          Row<Strategy>("env", "Environment variables: a value, or a field of the pod.",
                        Environment(), &Strategy::env),
          Row<Strategy>("files", "Files that the container finds, and what is in them.", Files(),
                        &Strategy::files),
          Row<Strategy>("hostFiles",
                        "Files of the node that the container gets, as far as the server's "
                        "`--allow-host-files` goes.",
                        ListOf(MountPath(), MayBeEmpty::kYes), &Strategy::host_files),
          Row<Strategy>("capabilities",
                        "Linux capabilities, without `CAP_`, as far as the server's "
                        "`--allow-capabilities` goes.",
                        ListOf(Capability(), MayBeEmpty::kYes), &Strategy::capabilities),
          Row<Strategy>("seccompProfile", "`Unconfined`, `RuntimeDefault` or `localhost/PROFILE`.",
                        Text({.words = "a seccomp profile",
                              .pattern = "^(Unconfined|RuntimeDefault|localhost/.+)$",
                              .problem = SeccompProblem}),
                        &Strategy::seccomp_profile)
              .Default("as the pod has it"),
          Row<Strategy>("runtimeClassName", "The pod's RuntimeClass, such as `gvisor`.",
                        DnsSubdomain("the name of a RuntimeClass"), &Strategy::runtime_class_name)
              .Default("as the pod has it"),
          Row<Strategy>("binaries", "Programs that are brought in from an image.",
                        BinariesTable().AsType(), &Strategy::binaries),
          Row<Strategy>("gracePeriod", "How long writing a checkpoint may take, at least.",
                        GracePeriod(), &Strategy::grace_period),
          Row<Strategy>("labels", "Labels of the pod.", PodLabels(), &Strategy::labels),
          Row<Strategy>("annotations", "Annotations of the pod.", PodAnnotations(),
                        &Strategy::annotations),
          Row<Strategy>("requires",
                        "What a pod must bring, or it is refused: `root`, `privileged-namespace`, "
                        "`explicit-command` (or `tenure.dev/entrypoint`), `stable-identity`, "
                        "`runs-forever`.",
                        ListOf(RequirementWord(), MayBeEmpty::kYes), &Strategy::needs),
          Row<Strategy>("processImages",
                        "Whether what it saves restores only into the same image, command and "
                        "args; then `<hash>` is a part of the folder's name.",
                        Boolean(), &Strategy::process_images)
              .Default("`true` with `wrap`"),
          Row<Strategy>("gpuMemory",
                        "That it can save GPUs, and the memory of one: it is written too, so that "
                        "the grace period grows with it.",
                        PositiveQuantity(), &Strategy::gpu_memory)
              .Default("pods with GPUs are refused"),
      },
      CheckStrategy);
  return table;
}

}  // namespace tenure
