#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
  std::vector<std::string> command;  // of the init container that copies; <mount> is filled in
  bool image_volume = false;         // KEP-4639, where the policy says that the cluster has it
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
  // What it saves restores only into the same image, command and args; absent:
  // if it wraps.
  std::optional<bool> process_images;
  std::optional<Quantity> gpu_memory;  // of one GPU; absent: it cannot save GPUs

  // Whether a pod's own folder on the claim is a part of it: <dir> is used.
  [[nodiscard]] bool UsesFolder() const;
  // Whether it wants what Pod Security's level baseline refuses.
  [[nodiscard]] bool IsPrivileged() const {
    return !capabilities.empty() || !host_files.empty() || seccomp_profile == "Unconfined";
  }
  [[nodiscard]] bool SavesProcesses() const { return process_images.value_or(!wrap.empty()); }
  [[nodiscard]] bool Needs(Requirement requirement) const {
    return std::ranges::find(needs, requirement) != needs.end();
  }
};

// What an image starts when the pod does not say it: its ENTRYPOINT, and its
// CMD where the pod has no args either.
struct ImageEntrypoint {
  Glob image;
  std::vector<std::string> entrypoint;
};

// A program that goes on by itself where it was, and the flag that tells it to.
struct ResumableProgram {
  std::string program;
  std::string flag;
};

// What strategies may ask of nodes. It is no part of the policy file: whoever
// can write that one could put anything into every pod.
struct Ceiling {
  std::vector<std::string> capabilities;  // without CAP_
  std::vector<std::string> host_files;

  // The first capability or host file that goes beyond it; empty: none does.
  [[nodiscard]] std::string_view FirstBeyond(const Strategy& strategy) const;
  bool operator==(const Ceiling&) const = default;
};

struct CheckpointSpec {
  std::vector<Glob> protected_namespaces;
  std::vector<Strategy> strategies;
  std::vector<ImageEntrypoint> entrypoints;  // the first whose image matches counts
  std::vector<ResumableProgram> resumable;
  std::vector<Glob> sandboxed_runtimes = {{"gvisor*"}, {"runsc*"}, {"kata*"}};
};

}  // namespace tenure
