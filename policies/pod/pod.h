#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/affinity.h"
#include "policies/pod/resources.h"
#include "policies/pod/string_map.h"

namespace tenure {

// The fields of a core/v1 Pod that decisions read, and no others: what is not
// here is never touched. A null member is an absent one.
//
// Every view points into the document that the pod was decoded from, which
// must outlive it.

struct OwnerReference {
  std::string_view api_version;
  std::string_view kind;
  std::string_view name;
  std::string_view uid;
  bool controller = false;
};

struct Toleration {
  std::string_view key;
  std::string_view op;  // empty: Equal
  std::string_view value;
  std::string_view effect;
  std::optional<std::int64_t> seconds;
  bool operator==(const Toleration&) const = default;
};

// Of a probe only when it gives up: after so many failures, so far apart. The
// values are the API server's defaults (pkg/apis/core/v1/defaults.go, SetDefaults_Probe).
struct Probe {
  std::int64_t failure_threshold = 3;
  std::int64_t period_seconds = 10;
};

struct EnvVar {
  std::string_view name;
  std::string_view value;
  bool has_source = false;      // valueFrom
  std::string_view field_path;  // of a fieldRef
};

struct VolumeMount {
  std::string_view volume;
  std::string_view path;
  bool is_part = false;  // a subPath or subPathExpr: not the volume's root
  bool read_only = false;
};

// Of a container, or of the pod: what the container says counts.
struct SecurityContext {
  std::optional<std::int64_t> run_as_user;
  std::optional<bool> run_as_non_root;
  bool privileged = false;
  std::optional<std::vector<std::string_view>> added_capabilities;
  bool has_capabilities = false;  // the object that the list is in
  bool has_seccomp_profile = false;
  std::string_view seccomp_type;
  std::string_view seccomp_localhost_profile;
};

struct Container {
  std::string_view name;
  std::string_view image;
  std::string_view image_pull_policy;
  std::string_view restart_policy;  // of an init container: "Always" makes it a sidecar
  bool has_command = false;         // the list is there, even if it is empty
  std::vector<std::string_view> command;
  std::vector<std::string_view> args;
  std::optional<std::vector<EnvVar>> env;
  std::optional<std::vector<VolumeMount>> volume_mounts;
  std::optional<SecurityContext> security_context;
  std::optional<Resources> resources;
  std::optional<Probe> liveness_probe;
  std::optional<Probe> startup_probe;

  [[nodiscard]] bool IsSidecar() const { return restart_policy == "Always"; }
  // By digest: the image is the same wherever and whenever it is pulled.
  [[nodiscard]] bool IsPinned() const { return image.find("@sha256:") != std::string_view::npos; }
  // Command and args, as far as they are known, with a space between words.
  [[nodiscard]] std::string CommandLine() const;
  [[nodiscard]] const Quantity* Request(std::string_view resource) const {
    return resources ? resources->Request(resource) : nullptr;
  }
  [[nodiscard]] const Quantity* Limit(std::string_view resource) const {
    return resources ? resources->Limit(resource) : nullptr;
  }
};

struct Metadata {
  std::string_view name;
  std::string_view generate_name;
  std::string_view name_space;
  std::optional<StringMap> labels;
  std::optional<StringMap> annotations;
  std::vector<OwnerReference> owners;
  bool being_deleted = false;  // a deletionTimestamp is set

  [[nodiscard]] std::optional<std::string_view> Label(std::string_view key) const {
    return labels ? labels->Find(key) : std::nullopt;
  }
  [[nodiscard]] std::optional<std::string_view> Annotation(std::string_view key) const {
    return annotations ? annotations->Find(key) : std::nullopt;
  }
  [[nodiscard]] const OwnerReference* Controller() const;
};

struct Volume {
  std::string_view name;
  std::string_view source;  // the member that says what it is: "emptyDir", "persistentVolumeClaim"
  std::string_view claim;   // of a persistentVolumeClaim
  bool claim_read_only = false;
  std::string_view host_path;                // of a hostPath
  std::vector<std::string_view> file_paths;  // of a downwardAPI: the files in it
  bool is_empty_dir = false;
  std::optional<Quantity> size_limit;  // of an emptyDir
};

struct PodSpec {
  std::vector<Container> containers;
  std::vector<Container> init_containers;
  bool has_init_containers = false;  // the list is there, even if it is empty
  bool has_volumes = false;
  std::vector<Volume> volumes;
  std::optional<SecurityContext> security_context;
  std::string_view runtime_class_name;
  std::optional<bool> host_users;
  bool host_pid = false;
  bool share_process_namespace = false;
  std::optional<Resources> resources;  // of the pod as a whole (KEP-2837)
  std::optional<StringMap> node_selector;
  std::optional<Affinity> affinity;
  std::optional<std::vector<Toleration>> tolerations;
  std::string_view node_name;
  std::string_view os_name;
  std::string_view priority_class_name;
  std::optional<std::int64_t> priority;
  std::string_view preemption_policy;
  std::string_view restart_policy;
  std::string_view service_account_name;
  std::optional<std::int64_t> active_deadline_seconds;
  std::optional<std::int64_t> termination_grace_period_seconds;
  bool restores_checkpoint = false;  // spec.restoreFrom (KEP-5823)
};

struct Pod {
  Metadata metadata;
  PodSpec spec;
};

}  // namespace tenure
