#include "policies/language/tables/checkpoint_table.h"

#include "policies/language/tables/strategy_table.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/globs.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

const Mapping<ImageEntrypoint>& EntrypointTable() {
  static const Mapping<ImageEntrypoint> table(
      {.name = "ImageEntrypoint",
       .meaning = "What an image starts when the pod has no `command`: a webhook cannot look into "
                  "images, and a wrapper has to know.",
       .example = "{image: \"registry.example.org/megahit:*\", entrypoint: [megahit]}"},
      {
          Row<ImageEntrypoint>("image", "The main container's image.", ImageGlob(),
                               &ImageEntrypoint::image)
              .Required(),
          Row<ImageEntrypoint>("entrypoint",
                               "Its ENTRYPOINT; Kubernetes leaves out the image's CMD with it.",
                               ListOf(AnyText("an argument")), &ImageEntrypoint::entrypoint)
              .Required(),
      });
  return table;
}

const Mapping<ResumableProgram>& ResumableTable() {
  static const Mapping<ResumableProgram> table(
      {.name = "ResumableProgram",
       .meaning = "A program that goes on where it was by itself. Whoever saves its processes "
                  "instead is told, and whoever starts it without the flag.",
       .example = "{program: megahit, flag: --continue}"},
      {
          Row<ResumableProgram>("program", "Its name, as it is called on a command line.",
                                AnyText("a program"), &ResumableProgram::program)
              .Required(),
          Row<ResumableProgram>("flag", "What makes it go on.", AnyText("a flag"),
                                &ResumableProgram::flag)
              .Required(),
      });
  return table;
}

}  // namespace

const Mapping<CheckpointSpec>& CheckpointTable() {
  static const Mapping<CheckpointSpec> table(
      {.name = "Checkpoint",
       .meaning =
           "How checkpoints are made. Strategies are data: another wrapper is another entry.",
       .example = "checkpoint:\n"
                  "  protectedNamespaces: [genomics-*]\n"
                  "  strategies: [{name: native, mount: /checkpoint}]"},
      {
          Row<CheckpointSpec>(
              "protectedNamespaces",
              "Where a PodDisruptionBudget selects `tenure.dev/evictable: \"false\"`; "
              "elsewhere pods of a class with `evictions: deny` get a warning.",
              ListOf(NamespaceGlob(), MayBeEmpty::kYes), &CheckpointSpec::protected_namespaces)
              .Default("`[]`"),
          Row<CheckpointSpec>("strategies", "The strategies that pods can name.",
                              ListOf(StrategyTable().AsType(), MayBeEmpty::kYes),
                              &CheckpointSpec::strategies)
              .Default("`[]`"),
          Row<CheckpointSpec>("entrypoints",
                              "What images start, for containers without `command`; the first "
                              "that matches counts.",
                              ListOf(EntrypointTable().AsType(), MayBeEmpty::kYes),
                              &CheckpointSpec::entrypoints)
              .Default("`[]`"),
          Row<CheckpointSpec>("resumable", "Programs that go on by themselves.",
                              ListOf(ResumableTable().AsType(), MayBeEmpty::kYes),
                              &CheckpointSpec::resumable)
              .Default("`[]`"),
          Row<CheckpointSpec>("sandboxedRuntimes",
                              "RuntimeClasses whose containers have a kernel of their own, which "
                              "strategies that require `root` cannot save.",
                              ListOf(RuntimeClassGlob(), MayBeEmpty::kYes),
                              &CheckpointSpec::sandboxed_runtimes)
              .Default("`[gvisor*, runsc*, kata*]`"),
      });
  return table;
}

}  // namespace tenure
