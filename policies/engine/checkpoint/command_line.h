#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "policies/engine/intent.h"
#include "policies/language/checkpoint.h"
#include "policies/language/policy.h"
#include "policies/pod/pod.h"

namespace tenure {

// The command line of a container, and the wrapper's place in it.
struct CommandLine {
  // Where in `command` the wrapper is, or goes: in front, but behind Argo's
  // emissary, which has to see the end of the job itself.
  std::size_t place = 0;
  bool is_wrapped = false;          // the strategy's words stand at `place`
  bool is_wrapped_by_user = false;  // its program does, with words of the user's own
  // What has to follow the wrapper where there is no command.
  std::vector<std::string> entrypoint;
};

// Null where nobody knows what the container would start.
[[nodiscard]] std::optional<CommandLine> FindCommandLine(const Policy& policy,
                                                         const Strategy& strategy, const Pod& pod,
                                                         const Container& container,
                                                         const Intent& intent);

// Of image, command and args as they are without the wrapper: 12 hex digits.
[[nodiscard]] std::string ProgramHash(const Strategy& strategy, const Container& container,
                                      const CommandLine& line);

// The entrypoint of a container without a command, where annotation or policy
// say it; written so that the kubelet's expansion of $(VAR) gives it back.
[[nodiscard]] std::vector<std::string> EntrypointOf(const CheckpointSpec& checkpoint,
                                                    const Container& container,
                                                    const Intent& intent);

// The container without the words of any strategy's wrapper. Null: it has none
// of them.
[[nodiscard]] std::optional<Container> Unwrapped(const CheckpointSpec& checkpoint,
                                                 const Container& container);

}  // namespace tenure
