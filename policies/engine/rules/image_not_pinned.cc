#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {

void ImageNotPinned(const Case& about, Report& report) {
  const Container& main = about.subject.main_container();
  if (main.image.empty() || main.IsPinned()) return;
  const std::string path =
      Pointer("/spec/containers", about.subject.main, std::string_view("image"));
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy != nullptr && strategy->SavesProcesses()) {
    return report.Add(
        "container {}'s image has no digest: checkpoints restore only into the same image; add "
        "@sha256:...",
        {main.name}, path);
  }
  if (about.of_class() == nullptr || !Protects(*about.of_class())) return;
  report.Add(
      "container {}'s image has no digest: a restart in weeks may run another one; add @sha256:...",
      {main.name}, path);
}

}  // namespace tenure::rules
