#pragma once

#include <string>
#include <string_view>

namespace tenure {

// The API server's rules for names and values that a policy puts into pods, from
// k8s.io/apimachinery pkg/util/validation and kubernetes pkg/apis/core/validation.
//
// Each says what is wrong, to be read after `"TEXT" is `, for example: not a DNS
// label; did you mean long?  Empty if the API server takes it.

// RFC 1123, at most 63 characters: names of containers, of namespaces.
[[nodiscard]] std::string DnsLabelProblem(std::string_view text, std::string_view what);
// RFC 1123, at most 253 characters: names of most objects.
[[nodiscard]] std::string DnsSubdomainProblem(std::string_view text, std::string_view what);

// [prefix/]name: label keys, taint keys, topology keys.
[[nodiscard]] std::string LabelKeyProblem(std::string_view text);
[[nodiscard]] std::string LabelValueProblem(std::string_view text);
// As label keys, but the prefix may have capitals.
[[nodiscard]] std::string AnnotationKeyProblem(std::string_view text);

[[nodiscard]] std::string PriorityClassProblem(std::string_view text);
[[nodiscard]] std::string EnvNameProblem(std::string_view text);
// A path inside a container: absolute, without ':' and "..", not "/".
[[nodiscard]] std::string MountPathProblem(std::string_view text);
// A field of the downward API that an environment variable may have.
[[nodiscard]] std::string EnvFieldPathProblem(std::string_view text);
// A Linux capability as Kubernetes writes it, without CAP_.
[[nodiscard]] std::string CapabilityProblem(std::string_view text);

// Annotations of one object, keys and values together (validation.TotalAnnotationSizeLimitB).
inline constexpr std::size_t kMaxAnnotationBytes = std::size_t{256} * 1024;

}  // namespace tenure
