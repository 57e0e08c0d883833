#include "wrapper/process.h"

#include <fcntl.h>
#include <linux/sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "wrapper/signals.h"

namespace tenure::wrapper {
namespace {

std::vector<char*> Pointers(const std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (const auto& word : words) pointers.push_back(const_cast<char*>(word.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// fork(2) at a chosen process id; glibc has no wrapper for it.
pid_t ForkAt(int wanted) {
  pid_t id = wanted;
  clone_args arguments = {};
  arguments.exit_signal = SIGCHLD;
  arguments.set_tid = reinterpret_cast<uintptr_t>(&id);
  arguments.set_tid_size = 1;
  return static_cast<pid_t>(syscall(SYS_clone3, &arguments, sizeof arguments));
}

// Without the capability, or where the id is taken, any id will do to run.
pid_t ForkNear(int wanted) {
  const pid_t pid = wanted > 0 ? ForkAt(wanted) : -1;
  return pid >= 0 ? pid : fork();
}

Result<std::array<FileDescriptor, 2>> Pipe() {
  std::array<int, 2> ends = {};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) return SystemFailure("cannot make a pipe");
  return std::array<FileDescriptor, 2>{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

[[noreturn]] void Execute(const std::vector<char*>& arguments, int error_fd) {
  execvp(arguments[0], arguments.data());
  const int error = errno;
  [[maybe_unused]] const ssize_t written = write(error_fd, &error, sizeof error);
  _exit(127);
}

void UseDefaults() {
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

}  // namespace

int ExitStatus(int wait_status) {
  return WIFSIGNALED(wait_status) ? 128 + WTERMSIG(wait_status) : WEXITSTATUS(wait_status);
}

tl::expected<pid_t, ExecFailure> StartJob(const std::vector<std::string>& command, int wanted,
                                          const sigset_t& mask) {
  auto pipe = Pipe();
  if (!pipe) return tl::unexpected(ExecFailure{.status = 126, .message = pipe.error()});
  const auto arguments = Pointers(command);
  const pid_t pid = ForkNear(wanted);
  if (pid == 0) {
    setsid();
    pthread_sigmask(SIG_SETMASK, &mask, nullptr);
    Execute(arguments, (*pipe)[1].get());
  }
  const int fork_error = errno;
  (*pipe)[1] = FileDescriptor();
  if (pid < 0) {
    return tl::unexpected(
        ExecFailure{.status = 126, .message = SystemFailure("cannot fork", fork_error).value()});
  }
  int error = 0;
  if (read((*pipe)[0].get(), &error, sizeof error) != sizeof error) return pid;
  waitpid(pid, nullptr, 0);
  return tl::unexpected(
      ExecFailure{.status = error == ENOENT ? 127 : 126,
                  .message = SystemFailure("cannot run " + command[0], error).value()});
}

Result<pid_t> Spawn(const std::vector<std::string>& command) {
  auto pipe = Pipe();
  if (!pipe) return Failure(pipe.error());
  const auto arguments = Pointers(command);
  const pid_t pid = fork();
  if (pid < 0) return SystemFailure("cannot fork");
  if (pid == 0) {
    UseDefaults();
    Execute(arguments, (*pipe)[1].get());
  }
  (*pipe)[1] = FileDescriptor();
  int error = 0;
  if (read((*pipe)[0].get(), &error, sizeof error) != sizeof error) return pid;
  waitpid(pid, nullptr, 0);
  return SystemFailure("cannot run " + command[0], error);
}

Result<int> Run(const std::vector<std::string>& command) {
  const auto pid = Spawn(command);
  if (!pid) return Failure(pid.error());
  int status = 0;
  while (waitpid(*pid, &status, 0) < 0) {
    if (errno != EINTR) return SystemFailure("cannot wait for " + command[0]);
  }
  return ExitStatus(status);
}

Result<Worker> StartWorker(const std::function<Result<>()>& work) {
  auto pipe = Pipe();
  if (!pipe) return Failure(pipe.error());
  const pid_t pid = fork();
  if (pid < 0) return SystemFailure("cannot fork");
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto outcome = work();
    if (outcome) _exit(0);
    [[maybe_unused]] const ssize_t written = write((*pipe)[1].get(), outcome.error().data(),
                                                   std::min<size_t>(outcome.error().size(), 4096));
    _exit(1);
  }
  return Worker{.pid = pid, .message = std::move((*pipe)[0])};
}

Result<> OutcomeOf(const Worker& worker, int wait_status) {
  if (WIFSIGNALED(wait_status)) {
    return Failure("was ended by " + SignalName(WTERMSIG(wait_status)));
  }
  if (WEXITSTATUS(wait_status) == 0) return {};
  std::array<char, 4096> text = {};
  const ssize_t got = read(worker.message.get(), text.data(), text.size());
  return Failure(std::string(text.data(), got > 0 ? static_cast<size_t>(got) : 0));
}

void StepAsideFor(const std::vector<int>& ids) {
  constexpr int kNeeded = 512;    // more than CRIU and its helpers use
  constexpr int kAtMost = 40000;  // once around the smallest usual pid_max
  for (int i = 0; i < kAtMost; ++i) {
    const pid_t pid = fork();
    if (pid == 0) _exit(0);
    if (pid < 0) return;
    while (waitpid(pid, nullptr, 0) < 0 && errno == EINTR) {
    }
    const bool clear = std::none_of(ids.begin(), ids.end(),
                                    [&](int id) { return id >= pid && id < pid + kNeeded; });
    if (clear) return;
  }
}

}  // namespace tenure::wrapper
