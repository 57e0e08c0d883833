#include "policies/engine/rules/checks.h"
#include "policies/pod/json_pointer.h"

namespace tenure::rules {

void CheckpointNeedsCommand(const Case& about, Report& report) {
  if (about.checkpoint.strategy == nullptr || !about.checkpoint.LacksCommand()) return;
  report.Add(
      "no command in container {}: a wrapper could not start it; write command, or entrypoint",
      {about.subject.main_container().name},
      Pointer("/spec/containers", about.subject.main, std::string_view("command")));
}

}  // namespace tenure::rules
