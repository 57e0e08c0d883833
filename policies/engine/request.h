#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/language/checkpoint.h"
#include "policies/pod/pod.h"

namespace tenure {

enum class Operation : std::uint8_t { kCreate, kUpdate, kDelete, kConnect };

// Who asks: the mutating webhook, which may change the pod, or the validating
// one, which judges it as it would be stored.
enum class Phase : std::uint8_t { kMutate, kValidate };

struct User {
  std::string_view name;
  std::vector<std::string_view> groups;
};

// One admission request for a pod. Its views point into the review.
struct Request {
  Phase phase = Phase::kMutate;
  Operation operation = Operation::kCreate;
  std::string_view sub_resource;
  std::string_view name_space;
  User user;
  bool dry_run = false;
  bool privileged_namespace = false;  // came in by a /privileged path
  // How many pods there will be that have the same identity: replicas of a
  // Deployment, parallel pods of a Job. Known only where a workload is judged.
  std::int64_t alike = 1;
  const Ceiling* ceiling = nullptr;  // of the server; null: it allows nothing
  // The caller's clock: a decision reads none. Exemptions end by it.
  std::chrono::system_clock::time_point now;
  Pod pod;
  std::optional<Pod> old_pod;  // of an update
};

}  // namespace tenure
