#include "tests/support/checkpoint_generator.h"

#include <string>

namespace tenure::test {

using nlohmann::json;

bool CheckpointGenerator::Chance(int percent) {
  return std::uniform_int_distribution<int>(0, 99)(random_) < percent;
}

template <typename T>
T CheckpointGenerator::OneOf(std::initializer_list<T> choices) {
  const auto last = static_cast<std::ptrdiff_t>(choices.size()) - 1;
  return *(choices.begin() + std::uniform_int_distribution<std::ptrdiff_t>(0, last)(random_));
}

void CheckpointGenerator::AddAnnotations(json& metadata) {
  const auto maybe = [&](int percent, const char* key, const char* value) {
    if (Chance(percent)) metadata["annotations"][key] = value;
  };
  maybe(50, "tenure.dev/checkpoint",
        OneOf({"native", "criu", "criu", "shell", "gvisor", "crik", "none", "magic"}));
  maybe(60, "tenure.dev/checkpoint-claim", OneOf({"checkpoints", "checkpoints", "work", "No"}));
  maybe(10, "tenure.dev/checkpoint-id", OneOf({"run-1", "run/1", "", "\xc3\xa9"}));
  maybe(15, "tenure.dev/entrypoint", OneOf({R"x(["/bin/e", "$HOME", "$(A)"])x", "[]", "/bin/e"}));
}

// Where it comes from: a namespace that allows privileges, an owner.
void CheckpointGenerator::AddOrigin(json& metadata) {
  if (Chance(60)) metadata["namespace"] = "privileged";
  if (Chance(5)) metadata["labels"]["nextflow.io/app"] = "nextflow";
  if (!Chance(30)) return;
  struct Owner {
    const char* version;
    const char* kind;
  };
  const auto owner =
      OneOf<Owner>({{"batch/v1", "Job"}, {"apps/v1", "StatefulSet"}, {"apps/v1", "ReplicaSet"}});
  metadata["ownerReferences"] = json::array({{{"apiVersion", owner.version},
                                              {"kind", owner.kind},
                                              {"name", "owner.x"},
                                              {"uid", "12345678-aaaa"},
                                              {"controller", true}}});
}

// As in a manifest copied from a running pod, and as a user may write it.
void CheckpointGenerator::AddWrapper(json& container) {
  if (Chance(15)) {
    container["command"] = OneOf<json>(
        {{"/opt/tenure/tenure-wrap", "--dir", "/checkpoint/old.1", "--image-check", "00ff00ff00ff",
          "--", "/bin/a"},
         {"/opt/tenure/tenure-wrap", "--dir", "/data", "--", "/bin/a"},
         {"/bin/sh", "-c", "ckpt /checkpoint/old; exec \"$@\"", "--", "/bin/a"},
         {"/var/run/argo/argoexec", "emissary", "--loglevel", "info", "--", "/bin/a", "b c"},
         {"/var/run/argo/argoexec", "emissary"},
         json::array()});
  }
  if (Chance(10)) container["args"] = {"$(A)", "--x"};
  if (Chance(10)) {
    container["env"].push_back(
        {{"name", "CHECKPOINT_DIR"}, {"value", OneOf({"/mine", "/checkpoint/older.1", ""})}});
  }
}

void CheckpointGenerator::AddMounts(json& container) {
  json mounts = json::array();
  const auto maybe = [&](int percent, const char* volume, const char* path) {
    if (Chance(percent)) mounts.push_back({{"name", volume}, {"mountPath", path}});
  };
  maybe(30, "claimed", OneOf({"/data", "/checkpoint", "/checkpoint/"}));
  if (!mounts.empty() && Chance(30)) mounts.back()["subPath"] = "part";
  if (!mounts.empty() && Chance(10)) mounts.back()["readOnly"] = true;
  maybe(15, "scratch", OneOf({"/scratch", "/opt/tenure"}));
  if (mounts.empty()) maybe(40, "scratch", "/checkpoint");
  if (!mounts.empty() || Chance(20)) container["volumeMounts"] = mounts;
}

void CheckpointGenerator::AddSecurityContext(json& container) {
  json context = json::object();
  if (Chance(10)) context["runAsNonRoot"] = true;
  if (Chance(10)) context["runAsUser"] = OneOf({0, 1000});
  if (Chance(10)) context["privileged"] = true;
  if (Chance(30)) context["capabilities"] = {{"drop", {"ALL"}}};
  if (Chance(20)) context["capabilities"]["add"] = {"SYS_ADMIN"};
  if (Chance(50)) context["seccompProfile"] = {{"type", "RuntimeDefault"}};
  container["securityContext"] = context;
}

void CheckpointGenerator::AddVolumes(json& spec) {
  const std::string claim = OneOf({"checkpoints", "work"});
  spec["volumes"] = {{{"name", "claimed"}, {"persistentVolumeClaim", {{"claimName", claim}}}},
                     {{"name", "scratch"}, {"emptyDir", json::object()}}};
  if (!Chance(8)) return;
  spec["volumes"].push_back(
      {{"name", OneOf({"tenure-checkpoint", "tenure-binaries", "tenure-files"})},
       {"hostPath", {{"path", "/srv"}}}});
}

void CheckpointGenerator::AddTo(json& pod) {
  json& spec = pod["spec"];
  AddAnnotations(pod["metadata"]);
  AddOrigin(pod["metadata"]);
  bool has_mounts = false;
  for (json& container : spec["containers"]) {
    AddWrapper(container);
    if (Chance(40)) AddMounts(container);
    if (Chance(40)) AddSecurityContext(container);
    has_mounts = has_mounts || container.contains("volumeMounts");
  }
  if (has_mounts || Chance(50)) AddVolumes(spec);
  if (Chance(8)) spec["initContainers"].push_back({{"name", "tenure-binaries"}, {"image", "i"}});
  if (Chance(5)) spec["runtimeClassName"] = OneOf({"kata", "nvidia"});
  if (Chance(3)) spec["hostPID"] = true;
}

}  // namespace tenure::test
