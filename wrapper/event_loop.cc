#include "wrapper/event_loop.h"

#include <sys/wait.h>

#include <algorithm>

namespace tenure::wrapper {

using std::chrono::steady_clock;

constexpr std::chrono::milliseconds kTick = std::chrono::seconds(1);

void EventLoop::Watch(pid_t job) {
  job_ = job;
  job_status_.reset();
}

void EventLoop::Pump(std::chrono::milliseconds at_most) {
  if (const auto signal = signals_.Next(std::clamp(at_most, std::chrono::milliseconds(0), kTick))) {
    Deal(*signal);
  }
  if (steady_clock::now() - last_tick_ < kTick) return;
  last_tick_ = steady_clock::now();
  tick_();
}

void EventLoop::Deal(int signal) {
  switch (signal) {
    case SIGCHLD:
      return Reap();
    case SIGTERM:
      termination_asked_ = true;
      return;
    case SIGUSR2:
      dump_requested_ = true;
      return;
    default:
      if (job_ > 0 && !job_status_) kill(job_, signal);
  }
}

void EventLoop::Reap() {
  int status = 0;
  for (pid_t pid = 0; (pid = waitpid(-1, &status, WNOHANG)) > 0;) {
    if (pid == job_) job_status_ = ExitStatus(status);
    if (pid == awaited_) awaited_status_ = status;
  }
}

int EventLoop::Await(pid_t pid) {
  awaited_ = pid;
  awaited_status_.reset();
  while (!awaited_status_) Pump(kTick);
  awaited_ = -1;
  return *awaited_status_;
}

Result<> EventLoop::Do(const std::function<Result<>()>& work) {
  const auto worker = StartWorker(work);
  if (!worker) return Failure(worker.error());
  return OutcomeOf(*worker, Await(worker->pid));
}

Result<int> EventLoop::Do(const std::vector<std::string>& command) {
  const auto pid = Spawn(command);
  if (!pid) return Failure(pid.error());
  return ExitStatus(Await(*pid));
}

}  // namespace tenure::wrapper
