// Starting processes: the job, CRIU, and workers of our own.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include "wrapper/file_descriptor.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

// Shells' convention: the exit status, or 128 + the signal's number.
int ExitStatus(int wait_status);

struct ExecFailure {
  int status = 127;  // 127: not found; 126: cannot be executed
  std::string message;
};

// Runs the job in a session of its own with the given signal mask, at process
// id `wanted` if that can be had (0: any): CRIU brings processes back under
// their ids, and a high one is out of the way of its own.
tl::expected<pid_t, ExecFailure> StartJob(const std::vector<std::string>& command, int wanted,
                                          const sigset_t& mask);

// Starts a program that keeps our three streams, with no signal blocked.
Result<pid_t> Spawn(const std::vector<std::string>& command);

// The same, to its end: its exit status.
Result<int> Run(const std::vector<std::string>& command);

// Work done beside the event loop. Its process ends with status 0, or writes
// the error's sentence to `message`.
struct Worker {
  pid_t pid = -1;
  FileDescriptor message;
};
Result<Worker> StartWorker(const std::function<Result<>()>& work);

// What the worker said, given how it ended.
Result<> OutcomeOf(const Worker& worker, int wait_status);

// Uses up process ids until the next few hundred are none of `ids`.
void StepAsideFor(const std::vector<int>& ids);

}  // namespace tenure::wrapper
