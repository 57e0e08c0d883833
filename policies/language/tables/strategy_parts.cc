#include "policies/language/tables/strategy_parts.h"

#include <utility>

#include "policies/language/k8s_names.h"
#include "policies/language/tables/placeholders.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

const Mapping<EnvSpec>& EnvFieldTable() {
  static const Mapping<EnvSpec> table(
      {.name = "EnvField",
       .meaning = "An environment variable out of a field of the pod.",
       .example = "env: {NODE: {fieldPath: spec.nodeName}}"},
      {Row<EnvSpec>("fieldPath", "A field of the downward API, such as `spec.nodeName`.",
                    Text({.words = "a field of the downward API",
                          .pattern = "",
                          .problem = EnvFieldPathProblem}),
                    &EnvSpec::field_path)
           .Required()});
  return table;
}

Type<EnvSpec> EnvValue() {
  TypeInfo info = Describe(EnvFieldTable().info());
  info.words = "a value, or `{fieldPath: …}`";
  info.schema = {{"anyOf", {{{"type", "string"}}, info.schema}}};
  auto read = [text = TemplateText("a value")](Reading& reading,
                                               const YamlNode& node) -> std::optional<EnvSpec> {
    if (node.kind == YamlNode::Kind::kMapping) return EnvFieldTable().Read(reading, node);
    auto value = text.read(reading, node);
    if (!value) return std::nullopt;
    return EnvSpec{.name = "", .value = *std::move(value), .field_path = ""};
  };
  return {std::move(info), std::move(read)};
}

const Mapping<GraceSpec>& GraceTable() {
  static const Mapping<GraceSpec> table(
      {.name = "GraceByMemory",
       .meaning = "A grace period that grows with what there is to write: by the pod's requested "
                  "memory.",
       .example = "gracePeriod: {perGi: 4s, plus: 30s, atMost: 1h}"},
      {
          Row<GraceSpec>("perGi", "For each Gi of requested memory.", PositiveDuration(),
                         &GraceSpec::per_gi)
              .Required(),
          Row<GraceSpec>("plus", "Besides, once.", AnyDuration(), &GraceSpec::plus).Default("`0s`"),
          Row<GraceSpec>("atMost", "Never more than this.", PositiveDuration(), &GraceSpec::at_most)
              .Default("no bound"),
      });
  return table;
}

}  // namespace

Type<std::vector<EnvSpec>> Environment() {
  return MapOf<EnvSpec>(EnvNameRule(), EnvValue(), [](std::string name, EnvSpec env) {
    env.name = std::move(name);
    return env;
  });
}

Type<std::vector<FileSpec>> Files() {
  return MapOf<FileSpec>(MountPathRule(), TemplateText("a text"),
                         [](std::string path, std::string content) {
                           return FileSpec{std::move(path), std::move(content)};
                         });
}

const Mapping<BinariesSpec>& BinariesTable() {
  static const Mapping<BinariesSpec> table(
      {.name = "Binaries",
       .meaning = "Programs that are brought into the container from an image.",
       .example = "binaries: {image: tenure-wrap, mount: /opt/tenure}"},
      {
          Row<BinariesSpec>("image", "The image that has them.",
                            Text({.words = "an image",
                                  .pattern = "^[^\\s]+$",
                                  .problem =
                                      [](std::string_view text) {
                                        const bool is_one_word =
                                            !text.empty() &&
                                            text.find_first_of(" \t\n\r") == std::string_view::npos;
                                        return std::string(is_one_word ? "" : "not an image");
                                      }}),
                            &BinariesSpec::image)
              .Required(),
          Row<BinariesSpec>("mount", "Where the container finds them.", MountPath(),
                            &BinariesSpec::mount)
              .Required(),
          Row<BinariesSpec>("command",
                            "What copies them, run in that image; `<mount>` is filled in. Not for "
                            "an image volume.",
                            ListOf(AnyText("an argument")), &BinariesSpec::command)
              .Default("`[/tenure-wrap, install, <mount>]`"),
          Row<BinariesSpec>("imageVolume",
                            "Whether the cluster has image volumes (Kubernetes 1.36, KEP-4639); "
                            "otherwise an init container copies them.",
                            Boolean(), &BinariesSpec::image_volume)
              .Default("`false`"),
      },
      [](Reading& reading, const YamlNode& node, BinariesSpec& binaries) {
        if (!binaries.image_volume) {
          if (binaries.command.empty()) binaries.command = {"/tenure-wrap", "install", "<mount>"};
        } else if (!binaries.command.empty()) {
          reading.Fail(*node.Find("command"), "is not run with imageVolume: remove one of them");
        }
      });
  return table;
}

Type<GraceSpec> GracePeriod() {
  TypeInfo info = Describe(GraceTable().info());
  const Type<Duration> duration = PositiveDuration();
  info.words = "a duration, or one by memory";
  info.schema = {{"anyOf", {duration.info.schema, info.schema}}};
  auto read = [duration](Reading& reading, const YamlNode& node) -> std::optional<GraceSpec> {
    if (node.kind == YamlNode::Kind::kMapping) return GraceTable().Read(reading, node);
    GraceSpec grace;
    grace.absolute = duration.read(reading, node);
    return grace.absolute ? std::optional(grace) : std::nullopt;
  };
  return {std::move(info), std::move(read)};
}

}  // namespace tenure
