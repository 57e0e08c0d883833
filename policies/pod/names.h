#pragma once

#include <string_view>

// The names on pods that are Tenure's contract with its users (docs/annotations.md),
// and those of Kubernetes that decisions look at.
namespace tenure::names {

// Users write:
inline constexpr std::string_view kClass = "tenure.dev/class";
inline constexpr std::string_view kCritical = "tenure.dev/critical";
inline constexpr std::string_view kExpectedRuntime = "tenure.dev/expected-runtime";
inline constexpr std::string_view kExpectedCpu = "tenure.dev/expected-cpu";
inline constexpr std::string_view kExpectedMemory = "tenure.dev/expected-memory";
inline constexpr std::string_view kCheckpoint = "tenure.dev/checkpoint";
inline constexpr std::string_view kCheckpointClaim = "tenure.dev/checkpoint-claim";
inline constexpr std::string_view kCheckpointId = "tenure.dev/checkpoint-id";
inline constexpr std::string_view kEntrypoint = "tenure.dev/entrypoint";
inline constexpr std::string_view kAttempt = "tenure.dev/attempt";
inline constexpr std::string_view kExempt = "tenure.dev/exempt";

// Tenure writes:
inline constexpr std::string_view kAssignedClass = "tenure.dev/assigned-class";
inline constexpr std::string_view kEvictable = "tenure.dev/evictable";
inline constexpr std::string_view kDecision = "tenure.dev/decision";
inline constexpr std::string_view kRequests = "tenure.dev/requests";
inline constexpr std::string_view kFile = "tenure.dev/checkpoint-file-";  // and a number

// Kubernetes:
inline constexpr std::string_view kDefaultContainer = "kubectl.kubernetes.io/default-container";
inline constexpr std::string_view kLimitRanger = "kubernetes.io/limit-ranger";
inline constexpr std::string_view kMirrorPod = "kubernetes.io/config.mirror";

inline constexpr std::string_view kCpu = "cpu";
inline constexpr std::string_view kMemory = "memory";

}  // namespace tenure::names
