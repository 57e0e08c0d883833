#include "wrapper/preflight.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "wrapper/durable.h"
#include "wrapper/event.h"
#include "wrapper/process.h"
#include "wrapper/process_tree.h"
#include "wrapper/requirements.h"

namespace tenure::wrapper {
namespace {

constexpr int kChildStatus = 42;

int WaitFor(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return ExitStatus(status);
}

// The child holds SIGTERM back until it waits for it, so none can be lost.
Result<pid_t> StartChild(const Options& options) {
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, SIGTERM);
  const auto child = StartJob({"/proc/self/exe", "preflight-child"}, options.pid, mask);
  if (!child) return Failure(child.error().message);
  return *child;
}

Result<> TrialDump(const Criu& criu, pid_t child, const std::string& images) {
  const auto dumped = Run(DumpCommand(criu, child, images));
  KillAll(TreeOf(child));
  WaitFor(child);
  if (!dumped) return Failure(dumped.error());
  if (*dumped == 0) return {};
  return Failure("a trial dump does not work: " + ErrorsIn(images + "/dump.log"));
}

Result<> TrialRestore(const Criu& criu, pid_t child, const std::string& images) {
  const auto restored = Run(RestoreCommand(criu, images, images, OwnStreams()));
  if (!restored) return Failure(restored.error());
  if (*restored != 0) {
    return Failure("a trial dump works, its restore does not: " +
                   ErrorsIn(images + "/restore.log"));
  }
  kill(child, SIGTERM);
  const int status = WaitFor(child);
  if (status == kChildStatus) return {};
  return Failure("a trial restore works, but the child ended with " + std::to_string(status));
}

Result<> Trial(const Options& options, const Criu& criu, const std::string& images) {
  const auto child = StartChild(options);
  if (!child) return Failure(child.error());
  if (auto dumped = TrialDump(criu, *child, images); !dumped) return dumped;
  return TrialRestore(criu, *child, images);
}

std::string WithMissing(std::string problem) {
  const auto missing = MissingHere();
  for (size_t i = 0; i < missing.size(); ++i) {
    problem += (i == 0 ? "; missing: " : ", and ") + missing[i];
  }
  return problem;
}

}  // namespace

Result<> Preflight(const Options& options, const Criu& criu) {
  const std::string images = options.dir + "/preflight";
  if (auto removed = RemoveTree(images); !removed) return removed;
  if (auto made = MakeFolders(images); !made) return made;
  if (auto worked = Trial(options, criu, images); !worked) {
    return Failure(WithMissing(worked.error()));
  }
  if (auto synced = SyncTree(images); !synced) return synced;
  return RemoveTree(images);
}

int PreflightChild() {
  sigset_t term;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  int signal = 0;
  while (sigwait(&term, &signal) != 0) {
  }
  return kChildStatus;
}

}  // namespace tenure::wrapper
