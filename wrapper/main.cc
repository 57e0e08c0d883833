#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "wrapper/event.h"
#include "wrapper/exit_status.h"
#include "wrapper/install.h"
#include "wrapper/native.h"
#include "wrapper/options.h"
#include "wrapper/preflight.h"
#include "wrapper/status_file.h"
#include "wrapper/supervisor.h"

namespace tenure::wrapper {
namespace {

int Usage(const std::string& problem) {
  std::fprintf(stderr, "tenure-wrap: %s\nTry tenure-wrap --help\n", problem.c_str());
  return kUsage;
}

int StatusCommand(const std::vector<std::string>& arguments) {
  const bool json = arguments.size() == 3 && arguments[2] == "--json";
  if (arguments.size() != 2 && !json) return Usage("status DIR [--json]");
  const auto text = DescribeStatus(arguments[1], json);
  if (!text) {
    std::fprintf(stderr, "tenure-wrap: %s\n", text.error().c_str());
    return 1;
  }
  std::fputs(text->c_str(), stdout);
  return 0;
}

int InstallCommand(const std::vector<std::string>& arguments) {
  if (arguments.size() != 2) return Usage("install DIR");
  if (auto installed = Install(arguments[1]); !installed) {
    std::fprintf(stderr, "tenure-wrap: %s\n", installed.error().c_str());
    return 1;
  }
  return 0;
}

// Some runtimes hand over the node's /dev/null, which lies outside the
// container's mounts and so cannot be found again at a restore.
void ReopenNullStreams() {
  for (int fd = 0; fd <= 2; ++fd) {
    struct stat info = {};
    if (fstat(fd, &info) != 0 || !S_ISCHR(info.st_mode) || info.st_rdev != makedev(1, 3)) continue;
    const int null = open("/dev/null", fd == 0 ? O_RDONLY : O_WRONLY);
    if (null < 0 || null == fd) continue;
    dup2(null, fd);
    close(null);
  }
}

int RunJob(const std::vector<std::string>& arguments) {
  auto options = ParseOptions(arguments);
  if (!options) return Usage(options.error());
  auto signals = SignalQueue::Open();
  if (!signals) return Usage(signals.error());
  // Orphans come to us also where another init is PID 1.
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  ReopenNullStreams();
  if (options->native) return NativeSupervisor(std::move(*options), std::move(*signals)).Run();
  return Supervisor(std::move(*options), std::move(*signals)).Run();
}

int Main(const std::vector<std::string>& arguments) {
  const std::string first = arguments.empty() ? "--help" : arguments[0];
  if (first == "--help" || first == "-h") return std::fputs(HelpText(), stdout) < 0 ? 1 : 0;
  if (first == "--version") return std::puts("tenure-wrap " TENURE_VERSION) < 0 ? 1 : 0;
  if (first == "status") return StatusCommand(arguments);
  if (first == "install") return InstallCommand(arguments);
  if (first == "preflight-child") return PreflightChild();
  return RunJob(arguments);
}

}  // namespace
}  // namespace tenure::wrapper

int main(int argc, char** argv) {
  try {
    return tenure::wrapper::Main({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    // Out of memory, in practice: the job's end is then the container's.
    tenure::wrapper::Event("refused").With("message", error.what()).Emit();
    return tenure::wrapper::kRefused;
  }
}
