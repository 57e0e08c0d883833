#include "policies/engine/headroom.h"
#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {

void ImageNotPinned(const Case& about, Report& report) {
  if (about.of_class() == nullptr || !Protects(*about.of_class())) return;
  const Container& main = about.subject.main_container();
  if (main.image.empty() || main.image.find("@sha256:") != std::string_view::npos) return;
  report.Add(
      "container {}'s image has no digest: a restart in weeks may run another one; add @sha256:...",
      {main.name}, Pointer("/spec/containers", about.subject.main, std::string_view("image")));
}

}  // namespace tenure::rules
