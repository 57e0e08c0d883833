#include "policies/language/tables/metadata.h"

#include "policies/language/k8s_names.h"
#include "policies/language/types/collections.h"
#include "policies/language/types/k8s_texts.h"
#include "policies/language/types/scalars.h"

namespace tenure {
namespace {

// Tenure's own keys are not the policy's to write.
KeyRule Unreserved(KeyRule rule) {
  auto problem = [legal = std::move(rule.problem)](std::string_view key) {
    return key.starts_with("tenure.dev/") ? "reserved: a policy cannot write tenure.dev/"
                                          : legal(key);
  };
  rule.problem = std::move(problem);
  return rule;
}

std::pair<std::string, std::string> MakePair(std::string key, std::string value) {
  return {std::move(key), std::move(value)};
}

// validation.ValidateAnnotationsSize counts keys and values.
std::size_t TotalSize(const StringPairs& pairs) {
  std::size_t total = 0;
  for (const auto& [key, value] : pairs) total += key.size() + value.size();
  return total;
}

Type<std::string> AnnotationValue() {
  return Text({.words = "a string", .pattern = "", .problem = [](std::string_view) {
                 return std::string();
               }});
}

}  // namespace

Type<StringPairs> PodLabels() {
  return MapOf<std::pair<std::string, std::string>>(Unreserved(LabelKeyRule()),
                                                    LabelValue("a label value"), MakePair);
}

Type<StringPairs> PodAnnotations() {
  auto type = MapOf<std::pair<std::string, std::string>>(Unreserved(AnnotationKeyRule()),
                                                         AnnotationValue(), MakePair);
  auto read = [read_map = std::move(type.read)](
                  Reading& reading, const YamlNode& node) -> std::optional<StringPairs> {
    auto annotations = read_map(reading, node);
    if (!annotations || TotalSize(*annotations) <= kMaxAnnotationBytes) return annotations;
    reading.Fail(node, "is too large: the annotations of a pod have at most 256 KiB");
    return std::nullopt;
  };
  return {std::move(type.info), std::move(read)};
}

}  // namespace tenure
