#include "wrapper/native.h"

#include "wrapper/duration.h"
#include "wrapper/event.h"

#include <cstdlib>

namespace tenure::wrapper {
namespace {

// What is left for the job to end in, before the kubelet kills it.
constexpr std::chrono::seconds kMargin(5);

}  // namespace

bool NativeSupervisor::Tells() const {
  return !options_.checkpoint_command.empty() || options_.checkpoint_signal != 0;
}

int NativeSupervisor::Run() {
  const auto job = StartJob(options_.command, options_.pid, loop_.original_mask());
  if (!job) {
    Event("cannot-start").With("message", job.error().message).Emit();
    return job.error().status;
  }
  loop_.Watch(*job);
  Event("started").With("pid", *job).With("command", options_.command).Emit();
  auto next = Clock::now() + Jittered(options_.interval);
  while (!loop_.job_status()) {
    loop_.Pump(std::chrono::seconds(1));
    if (loop_.job_status()) break;
    if (loop_.termination_asked() && !told_to_end_) Terminate();
    const bool due = options_.interval.count() > 0 && Clock::now() >= next;
    if (told_to_end_ || !(loop_.TakeDumpRequest() || due)) continue;
    AskForCheckpoint();
    next = Clock::now() + Jittered(options_.interval);
  }
  // A job that was told to end has not finished, whatever it says.
  const int status = told_to_end_ ? options_.checkpointed_status : *loop_.job_status();
  Event("ended").With("jobStatus", *loop_.job_status()).With("exitStatus", status).Emit();
  return status;
}

void NativeSupervisor::AskForCheckpoint() {
  if (!Tells()) return;
  Event("asking-for-checkpoint").Emit();
  if (options_.checkpoint_signal != 0) kill(loop_.job(), options_.checkpoint_signal);
  if (options_.checkpoint_command.empty()) return;
  // Only this process, which has no other thread, and what it starts reads its environment.
  // NOLINTNEXTLINE(concurrency-mt-unsafe)
  setenv("TENURE_JOB_PID", std::to_string(loop_.job()).c_str(), 1);
  const auto status = loop_.Do({"/bin/sh", "-c", options_.checkpoint_command});
  if (status && *status == 0) return;
  Event("warning")
      .With("message", status ? "the checkpoint command ended with " + std::to_string(*status)
                              : status.error())
      .Emit();
}

void NativeSupervisor::Terminate() {
  told_to_end_ = true;
  const auto deadline = Clock::now() + options_.grace - kMargin;
  AskForCheckpoint();
  // A signal has no answer but the job's end.
  const bool wait_for_end = options_.checkpoint_signal != 0;
  while (wait_for_end && !loop_.job_status() && Clock::now() < deadline) {
    loop_.Pump(std::chrono::seconds(1));
  }
  if (!loop_.job_status()) kill(loop_.job(), SIGTERM);
}

}  // namespace tenure::wrapper
