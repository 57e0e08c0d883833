#include "policies/engine/checkpoint/outfit.h"

#include "policies/engine/checkpoint/clashes.h"
#include "policies/pod/json_text.h"
#include "policies/pod/names.h"

namespace tenure {
namespace {

std::string VolumeJson(std::string_view name, std::string_view source, const std::string& value) {
  return R"({"name":)" + JsonString(name) + ',' + JsonString(source) + ':' + value + '}';
}

WantedMount Mount(std::string_view volume, std::string_view path) {
  return {.volume = std::string(volume),
          .path = std::string(path),
          .json = R"({"name":)" + JsonString(volume) + R"(,"mountPath":)" + JsonString(path) + '}'};
}

// In a stranger's hands it would replace the wrapper: the main container only reads it.
WantedMount ReadOnlyMount(std::string_view volume, std::string_view path) {
  WantedMount mount = Mount(volume, path);
  mount.json.pop_back();
  mount.json += R"(,"readOnly":true})";
  return mount;
}

void AddClaim(Outfit& outfit, const CheckpointVolume& volume, std::string_view claim) {
  if (volume.state != CheckpointVolume::State::kWanted) return;
  std::string_view name = volume.volume;
  if (name.empty()) {
    name = outfit::kClaimVolume;
    outfit.volumes.push_back({.name = std::string(name),
                              .source = "persistentVolumeClaim",
                              .what = std::string(claim),
                              .json = VolumeJson(name, "persistentVolumeClaim",
                                                 R"({"claimName":)" + JsonString(claim) + '}')});
  }
  outfit.mounts.push_back(Mount(name, volume.base));
}

void AddVariables(Outfit& outfit, const Strategy& strategy, const Placeholders& known) {
  for (const EnvSpec& env : strategy.env) {
    outfit.variables.push_back({env.name, Filled(env.value, known), env.field_path});
  }
}

std::string Words(const std::vector<std::string>& words, std::string_view mount) {
  std::string json;
  for (const std::string& word : words) {
    json += json.empty() ? '[' : ',';
    json += JsonString(word == "<mount>" ? mount : std::string_view(word));
  }
  return json + ']';
}

// Small, so that a quota or a LimitRange has nothing to fill in; without any
// privileges, so that it passes wherever the pod itself does.
std::string InitContainer(const BinariesSpec& binaries) {
  return R"({"name":)" + JsonString(outfit::kBinaries) + R"(,"image":)" +
         JsonString(binaries.image) + R"(,"command":)" + Words(binaries.command, binaries.mount) +
         R"(,"resources":{"requests":{"cpu":"10m","memory":"32Mi"},)"
         R"("limits":{"cpu":"100m","memory":"64Mi"}},)"
         R"("securityContext":{"allowPrivilegeEscalation":false,"readOnlyRootFilesystem":true,)"
         R"("runAsNonRoot":true,"runAsUser":65532,"capabilities":{"drop":["ALL"]},)"
         R"("seccompProfile":{"type":"RuntimeDefault"}},"volumeMounts":[)" +
         Mount(outfit::kBinaries, binaries.mount).json + "]}";
}

void AddBinaries(Outfit& outfit, const BinariesSpec& binaries) {
  const std::string name(outfit::kBinaries);
  outfit.mounts.push_back(ReadOnlyMount(name, binaries.mount));
  if (binaries.image_volume) {
    outfit.volumes.push_back(
        {name,
         "image",
         {},
         VolumeJson(name, "image", R"({"reference":)" + JsonString(binaries.image) + '}')});
    return;
  }
  outfit.volumes.push_back({name, "emptyDir", {}, VolumeJson(name, "emptyDir", "{}")});
  outfit.init_container = InitContainer(binaries);
}

std::string FileItem(const WantedFile& file) {
  return R"({"path":)" + JsonString(file.in_volume) + R"(,"fieldRef":{"fieldPath":)" +
         JsonString("metadata.annotations['" + file.annotation + "']") + "}}";
}

void AddFiles(Outfit& outfit, const Strategy& strategy, const Placeholders& known) {
  std::string items;
  for (const FileSpec& spec : strategy.files) {
    const std::string number = std::to_string(outfit.files.size());
    outfit.files.push_back({.annotation = std::string(names::kFile) + number,
                            .content = Filled(spec.content, known),
                            .in_volume = number});
    items += (items.empty() ? "" : ",") + FileItem(outfit.files.back());
    outfit.mounts.push_back({.volume = std::string(outfit::kFiles),
                             .path = spec.path,
                             .is_part = true,
                             .json = R"({"name":)" + JsonString(outfit::kFiles) +
                                     R"(,"mountPath":)" + JsonString(spec.path) + R"(,"subPath":)" +
                                     JsonString(number) + R"(,"readOnly":true})"});
  }
  if (items.empty()) return;
  outfit.volumes.push_back(
      {std::string(outfit::kFiles),
       "downwardAPI",
       {},
       VolumeJson(outfit::kFiles, "downwardAPI", R"({"items":[)" + items + "]}")});
}

// The same file of the node, whoever mounted it.
bool HasHostFile(const Subject& subject, const std::string& path) {
  const VolumeMount* mount = FindMount(subject.main_container(), path);
  const Volume* volume = mount == nullptr ? nullptr : FindVolume(subject.pod(), mount->volume);
  return volume != nullptr && !mount->is_part && volume->host_path == path;
}

void AddHostFiles(Outfit& outfit, const Strategy& strategy, const Subject& subject) {
  for (std::size_t i = 0; i < strategy.host_files.size(); ++i) {
    const std::string& path = strategy.host_files[i];
    if (HasHostFile(subject, path)) continue;
    const std::string name = std::string(outfit::kHostFile) + std::to_string(i);
    outfit.volumes.push_back(
        {.name = name,
         .source = "hostPath",
         .what = path,
         .json = VolumeJson(name, "hostPath",
                            R"({"path":)" + JsonString(path) + R"(,"type":"File"})")});
    outfit.mounts.push_back(Mount(name, path));
  }
}

}  // namespace

Outfit OutfitFor(const Strategy& strategy, const CheckpointVolume& volume,
                 const Placeholders& known, const Subject& subject) {
  Outfit outfit;
  AddClaim(outfit, volume, subject.intent.claim.value_or(""));
  AddVariables(outfit, strategy, known);
  if (strategy.binaries) AddBinaries(outfit, *strategy.binaries);
  AddFiles(outfit, strategy, known);
  AddHostFiles(outfit, strategy, subject);
  outfit.clashes = FindClashes(outfit, strategy, known.base, subject);
  return outfit;
}

}  // namespace tenure
