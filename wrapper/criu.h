// CRIU's command lines (criu(8), version 4), and where its program is.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "wrapper/options.h"

namespace tenure::wrapper {

// The program with what must come before CRIU's own arguments: the loader of
// the bundle beside tenure-wrap, or nothing.
struct Criu {
  std::vector<std::string> program;
  std::vector<std::string> options;
};

Criu FindCriu(const Options& options);

// CRIU tries out the kernel in folders below /tmp, which an image FROM scratch
// lacks. Where it cannot be made, the preflight says what is missing.
void MakeTemporaryFolder();

using Streams = std::array<std::string, 3>;

// What /proc/self/fd/0 to 2 are: "pipe:[123]", "/dev/null" …
Streams OwnStreams();

// Leaves the processes stopped: they must not write on before their files
// have been noted. The log is IMAGES/dump.log.
std::vector<std::string> DumpCommand(const Criu& criu, int pid, const std::string& images);

// The job comes back as a child of the process that runs CRIU, so that
// its true exit status can be waited for. The log is WORK/restore.log.
std::vector<std::string> RestoreCommand(const Criu& criu, const std::string& images,
                                        const std::string& work, const Streams& streams);

// The errors of a log of CRIU's, the last few.
std::string ErrorsIn(const std::string& log);

}  // namespace tenure::wrapper
