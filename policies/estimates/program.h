#pragma once

#include <string>
#include <string_view>

#include "policies/pod/pod.h"

namespace tenure {

// An image without tag and digest:
// quay.io/biocontainers/megahit:1.2.9--h2e03b76_1 is quay.io/biocontainers/megahit.
[[nodiscard]] std::string_view ImageRepository(std::string_view image);

// Image and program of a container: "quay.io/biocontainers/megahit megahit". The
// program is the command's first word, of a shell's script the script's. Tags and
// arguments change from run to run; what is run does not.
[[nodiscard]] std::string ImageAndProgram(const Container& container);

}  // namespace tenure
