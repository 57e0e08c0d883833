#include "policies/engine/checkpoint/clashes.h"

#include <algorithm>
#include <ranges>

#include "policies/pod/json_pointer.h"

namespace tenure {
namespace {

// One of a pod that was copied when the strategy had fewer files has not.
bool HasFiles(const Volume& volume, const std::vector<WantedFile>& files) {
  return std::ranges::all_of(files, [&](const WantedFile& file) {
    return std::ranges::find(volume.file_paths, file.in_volume) != volume.file_paths.end();
  });
}

class ClashFinder {
 public:
  ClashFinder(const Strategy& strategy, std::string_view base, const Subject& subject)
      : strategy_(strategy), base_(base), subject_(subject) {}

  std::vector<Clash> Find(const Outfit& outfit) && {
    for (const WantedVolume& wanted : outfit.volumes) CheckVolume(wanted, outfit.files);
    for (const WantedMount& wanted : outfit.mounts) CheckMount(wanted);
    for (std::size_t i = 0; i < outfit.variables.size(); ++i) {
      CheckVariable(outfit.variables[i], strategy_.env[i].value);
    }
    if (!outfit.init_container.empty()) CheckContainerNames();
    CheckRuntimeClass();
    return std::move(clashes_);
  }

 private:
  void CheckVolume(const WantedVolume& wanted, const std::vector<WantedFile>& files) {
    const Volume* has = FindVolume(subject_.pod(), wanted.name);
    const bool has_all = has != nullptr && IsSame(*has, wanted) &&
                         (wanted.name != outfit::kFiles || HasFiles(*has, files));
    if (has == nullptr || has_all) return;
    clashes_.push_back({"the volume {} is in the way of the checkpoint's; rename it, or remove it",
                        wanted.name, "/spec/volumes"});
  }

  void CheckMount(const WantedMount& wanted) {
    const VolumeMount* has = FindMount(main(), wanted.path);
    if (has == nullptr || IsSame(*has, wanted)) return;
    clashes_.push_back({"{} is mounted already, and the checkpoint needs it; mount yours elsewhere",
                        wanted.path, ContainerPointer("volumeMounts")});
  }

  void CheckVariable(const WantedVariable& wanted, std::string_view pattern) {
    const EnvVar* has = FindVariable(main(), wanted.name);
    if (has == nullptr) return;
    const bool is_ours = wanted.field_path.empty()
                             ? !has->has_source && IsFillingOf(pattern, has->value, base_)
                             : has->field_path == wanted.field_path;
    if (is_ours) return;
    clashes_.push_back({"the variable {} has a value that the checkpoint must set; remove it",
                        wanted.name, ContainerPointer("env")});
  }

  // One that mounts our volume is an earlier round's.
  void CheckContainerNames() {
    const auto is_named = [](const Container& container) {
      return container.name == outfit::kBinaries;
    };
    const auto& spec = subject_.pod().spec;
    const auto init = std::ranges::find_if(spec.init_containers, is_named);
    const bool is_ours = init != spec.init_containers.end() && init->volume_mounts &&
                         std::ranges::any_of(*init->volume_mounts, [](const VolumeMount& mount) {
                           return mount.volume == outfit::kBinaries;
                         });
    const bool is_taken = (init != spec.init_containers.end() && !is_ours) ||
                          std::ranges::any_of(spec.containers, is_named);
    if (!is_taken) return;
    clashes_.push_back({"the container {} is in the way of the checkpoint's; rename it",
                        std::string(outfit::kBinaries), "/spec/initContainers"});
  }

  void CheckRuntimeClass() {
    const std::string_view has = subject_.pod().spec.runtime_class_name;
    const std::string& wanted = strategy_.runtime_class_name;
    if (has.empty() || wanted.empty() || has == wanted) return;
    clashes_.push_back({"runtimeClassName {} cannot be checkpointed this way; remove it",
                        std::string(has), "/spec/runtimeClassName"});
  }

  [[nodiscard]] const Container& main() const { return subject_.main_container(); }
  [[nodiscard]] std::string ContainerPointer(std::string_view member) const {
    return Pointer("/spec/containers", subject_.main, member);
  }

  const Strategy& strategy_;
  std::string_view base_;
  const Subject& subject_;
  std::vector<Clash> clashes_;
};

}  // namespace

std::vector<Clash> FindClashes(const Outfit& outfit, const Strategy& strategy,
                               std::string_view base, const Subject& subject) {
  return ClashFinder(strategy, base, subject).Find(outfit);
}

bool IsSame(const Volume& has, const WantedVolume& wanted) {
  if (has.source != wanted.source) return false;
  if (has.source == "persistentVolumeClaim") return has.claim == wanted.what;
  if (has.source == "hostPath") return has.host_path == wanted.what;
  return true;
}

bool IsSame(const VolumeMount& has, const WantedMount& wanted) {
  return has.volume == wanted.volume && has.is_part == wanted.is_part;
}

const EnvVar* FindVariable(const Container& container, std::string_view name) {
  if (!container.env) return nullptr;
  const auto reversed = std::views::reverse(*container.env);
  const auto found = std::ranges::find(reversed, name, &EnvVar::name);
  return found == reversed.end() ? nullptr : &*found;
}

}  // namespace tenure
