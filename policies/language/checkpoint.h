#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policies/language/match.h"
#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

// An environment variable: a value, in which <dir> and <hash> are filled in,
// or a fieldPath of the downward API.
struct EnvSpec {
  std::string name;
  std::string value;
  std::string field_path;  // empty: value counts
};

struct FileSpec {
  std::string path;
  std::string content;
};

struct BinariesSpec {
  std::string image;
  std::string mount;
  bool image_volume = false;  // KEP-4639, where the policy says that the cluster has it
};

// `gracePeriod: 5m`, or per Gi of requested memory: {perGi: 4s, plus: 30s, atMost: 1h}.
struct GraceSpec {
  std::optional<Duration> absolute;
  Duration per_gi = Duration::Seconds(0);
  Duration plus = Duration::Seconds(0);
  std::optional<Duration> at_most;
};

enum class Requirement : std::uint8_t {
  kRoot,
  kPrivilegedNamespace,
  kExplicitCommand,
  kStableIdentity,
  kRunsForever,
};

struct Strategy {
  std::string name;
  std::vector<std::string> wrap;
  std::string mount;
  std::vector<EnvSpec> env;
  std::vector<FileSpec> files;
  std::vector<std::string> host_files;
  std::vector<std::string> capabilities;
  std::string seccomp_profile;
  std::string runtime_class_name;
  std::optional<BinariesSpec> binaries;
  std::optional<GraceSpec> grace_period;
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<std::pair<std::string, std::string>> annotations;
  std::vector<Requirement> needs;
};

struct CheckpointSpec {
  std::vector<Glob> protected_namespaces;
  std::vector<Strategy> strategies;
};

}  // namespace tenure
