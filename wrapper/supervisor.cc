#include "wrapper/supervisor.h"

#include <fcntl.h>
#include <unistd.h>

#include <ctime>

#include "wrapper/dump.h"
#include "wrapper/durable.h"
#include "wrapper/duration.h"
#include "wrapper/event.h"
#include "wrapper/exit_status.h"
#include "wrapper/preflight.h"
#include "wrapper/process_tree.h"
#include "wrapper/restore.h"
#include "wrapper/status_file.h"

namespace tenure::wrapper {
namespace {

void Warn(const std::string& message) { Event("warning").With("message", message).Emit(); }

void Note(const std::string& dir, const StatusChanges& changes) {
  if (auto updated = UpdateStatus(dir, changes); !updated) Warn(updated.error());
}

}  // namespace

void WriteTerminationMessage(const std::string& path, const std::string& sentence) {
  const FileDescriptor file(open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  if (!file.valid()) return;
  const std::string line = "tenure-wrap: " + sentence + "\n";
  [[maybe_unused]] const ssize_t written = write(file.get(), line.data(), line.size());
}

Supervisor::Supervisor(Options options, SignalQueue signals)
    : options_(std::move(options)),
      criu_(FindCriu(options_)),
      generations_(options_.dir),
      loop_(std::move(signals), [this] { RenewLease(); }) {}

int Supervisor::Run() {
  if (auto made = MakeFolders(options_.dir); !made) return Refuse(made.error());
  if (auto taken = TakeLease(); !taken) {
    return loop_.termination_asked() ? LeaveBeforeStart() : Refuse(taken.error());
  }
  MakeTemporaryFolder();
  if (auto works = TryOut(); !works) return Refuse(works.error());
  if (loop_.termination_asked()) return LeaveBeforeStart();
  const auto restored = RestoreNewest();
  if (!restored) return Refuse(restored.error());
  if (!*restored) {
    if (const int failed = StartFresh(); failed != 0) return failed;
  }
  Guard();
  return Finish();
}

Result<> Supervisor::TakeLease() {
  const auto pause = [this] {
    loop_.Pump(std::chrono::seconds(1));
    return !loop_.termination_asked();
  };
  const auto waiting = [this](const std::string& holder) {
    Event("waiting").With("dir", options_.dir).With("holder", holder).Emit();
  };
  auto lease =
      Lease::Acquire(TermsFor(options_.dir, options_.lease, options_.lease_wait), pause, waiting);
  if (!lease) return Failure(lease.error());
  lease_ = std::move(*lease);
  lease_renewed_ = Clock::now();
  return {};
}

void Supervisor::RenewLease() {
  if (!lease_ || lease_lost_ || Clock::now() - lease_renewed_ < options_.lease / 3) return;
  lease_renewed_ = Clock::now();
  if (auto renewed = lease_->Renew(); !renewed) {
    lease_lost_ = lease_->Lost();
    Event(lease_lost_ ? "lease-lost" : "warning").With("message", renewed.error()).Emit();
  }
}

Result<> Supervisor::TryOut() {
  if (options_.preflight == OnPreflight::kSkip) return {};
  const auto start = Clock::now();
  auto works = loop_.Do([this] { return Preflight(options_, criu_); });
  if (works) {
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    Event("preflight").With("milliseconds", static_cast<long long>(took.count())).Emit();
    return {};
  }
  const auto kept = generations_.List();
  if (options_.preflight == OnPreflight::kRefuse) return works;
  if (!kept || !kept->empty()) return Failure("checkpoints are here, but " + works.error());
  protected_ = false;
  Event("unprotected").With("message", "the job runs WITHOUT checkpoints: " + works.error()).Emit();
  return {};
}

Result<bool> Supervisor::RestoreNewest() {
  const auto numbers = generations_.List();
  if (!numbers) return Failure(numbers.error());
  std::string problems;
  for (const int number : *numbers) {
    const auto manifest = generations_.Read(number);
    if (manifest && !options_.image_check.empty() &&
        manifest->image_check != options_.image_check) {
      return Failure("generation " + std::to_string(number) + " is of another image or command (" +
                     manifest->image_check + ", not " + options_.image_check +
                     "): give this job another folder, or remove " + options_.dir);
    }
    const auto restored =
        manifest ? Restore(number, *manifest) : Result<>(Failure(manifest.error()));
    if (restored) return true;
    problems += (problems.empty() ? "" : "; ") + restored.error();
    Event("generation-unusable")
        .With("generation", number)
        .With("message", restored.error())
        .Emit();
    if (loop_.termination_asked()) return Failure("asked to stop while restoring");
  }
  if (numbers->empty()) return false;
  if (options_.on_corrupt == OnCorrupt::kFail) {
    return Failure("no generation in " + options_.dir + " can be restored (" + problems +
                   "); --on-corrupt fresh would start from the beginning");
  }
  Event("starting-fresh").With("message", "no generation can be restored").Emit();
  return false;
}

Result<> Supervisor::Restore(int number, const Manifest& manifest) {
  const auto start = Clock::now();
  auto ready = loop_.Do([&] { return PrepareRestore(options_.dir, number, manifest); });
  if (!ready) return ready;
  StepAsideFor(manifest.ids);
  loop_.Watch(manifest.job_pid);
  const std::string work = RestoreWork(options_.dir);
  const auto status = loop_.Do(
      RestoreCommand(criu_, ImagesOf(options_.dir, number, manifest), work, manifest.streams));
  if (!status || *status != 0) {
    loop_.Watch(-1);
    if (!status) return Failure(status.error());
    return Failure("criu restore ended with " + std::to_string(*status) + ": " +
                   ErrorsIn(work + "/restore.log"));
  }
  [[maybe_unused]] const auto removed = RemoveTree(work + "/images");
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  Event("restored")
      .With("generation", number)
      .With("ageSeconds", std::time(nullptr) - manifest.written)
      .With("milliseconds", static_cast<long long>(took.count()))
      .Emit();
  return {};
}

int Supervisor::StartFresh() {
  const auto job = StartJob(options_.command, options_.pid, loop_.original_mask());
  if (!job) {
    Event("cannot-start").With("message", job.error().message).Emit();
    WriteTerminationMessage(options_.termination_log, job.error().message);
    lease_->Release();
    return job.error().status;
  }
  loop_.Watch(*job);
  Event("started").With("pid", *job).With("command", options_.command).Emit();
  return 0;
}

void Supervisor::PlanNext() {
  const auto wait = Jittered(options_.interval);
  next_ = Clock::now() + wait;
  const bool periodic = protected_ && options_.interval.count() > 0;
  const long long next = periodic ? std::time(nullptr) + wait.count() / 1000 : 0;
  Note(options_.dir, {{"next", std::to_string(next)}});
}

bool Supervisor::DumpIsDue() {
  const std::string file = options_.dir + "/dump-now";
  const bool asked = loop_.TakeDumpRequest() || unlink(file.c_str()) == 0;
  if (!protected_) return false;
  return asked || (options_.interval.count() > 0 && Clock::now() >= next_);
}

void Supervisor::Guard() {
  Note(options_.dir, {{"state", protected_ ? "running" : "unprotected"},
                      {"job-pid", std::to_string(loop_.job())},
                      {"started", std::to_string(std::time(nullptr))}});
  PlanNext();
  while (!loop_.job_status() && !lease_lost_) {
    loop_.Pump(std::chrono::seconds(1));
    if (loop_.job_status() || lease_lost_) return;
    if (loop_.termination_asked() && !std::exchange(termination_seen_, true)) {
      Terminate();
    } else if (!termination_seen_ && DumpIsDue()) {
      const auto saved = SaveCheckpoint(Clock::now() >= next_ ? "interval" : "request", false);
      // A dump under way when SIGTERM came is the last: the grace period may
      // not last for another.
      if (saved && loop_.termination_asked()) EndJob();
      PlanNext();
    }
  }
}

Result<> Supervisor::SaveCheckpoint(const std::string& reason, bool final) {
  const DumpOrder order{.job_pid = loop_.job(), .reason = reason, .final = final};
  auto saved = loop_.Do([&] { return Dump(options_, criu_, order); });
  if (saved || loop_.job_status()) return saved;
  Continue(TreeOf(loop_.job()));
  Event("dump-failed").With("reason", reason).With("message", saved.error()).Emit();
  Note(options_.dir, {{"failure", saved.error()}, {"failed", std::to_string(std::time(nullptr))}});
  return saved;
}

void Supervisor::Terminate() {
  if (protected_ && SaveCheckpoint("termination", true)) return EndJob();
  if (loop_.job_status()) return;
  // As without a wrapper; the program may know how to end well.
  passed_on_term_ = true;
  kill(loop_.job(), SIGTERM);
}

void Supervisor::EndJob() {
  if (loop_.job_status()) return;
  termination_seen_ = true;
  checkpointed_ = true;
  KillAll(TreeOf(loop_.job()));
  while (!loop_.job_status()) loop_.Pump(std::chrono::seconds(1));
}

int Supervisor::FinalStatus(int job_status) {
  if (checkpointed_) return options_.checkpointed_status;
  // Told to end, it may call an unfinished job a success.
  const auto kept = generations_.List();
  const bool resumable = kept && !kept->empty();
  return passed_on_term_ && resumable ? options_.checkpointed_status : job_status;
}

int Supervisor::Finish() {
  if (lease_lost_) {
    KillAll(TreeOf(loop_.job()));
    return Refuse("another pod has taken " + options_.dir + "; this one must not go on");
  }
  const int job_status = *loop_.job_status();
  const int status = FinalStatus(job_status);
  const bool ended = !checkpointed_ && !passed_on_term_;
  if (ended && (job_status == 0 || options_.remove_on_failure)) {
    if (auto removed = generations_.RemoveAll(); !removed) Warn(removed.error());
  }
  Event("ended").With("jobStatus", job_status).With("exitStatus", status).Emit();
  Note(options_.dir, {{"state", checkpointed_ ? "checkpointed" : "ended"},
                      {"job-status", std::to_string(job_status)},
                      {"next", "0"}});
  if (checkpointed_) WriteTerminationMessage(options_.termination_log, "checkpointed and stopped");
  lease_->Release();
  return status;
}

int Supervisor::Refuse(const std::string& why) {
  Event("refused").With("message", why).Emit();
  WriteTerminationMessage(options_.termination_log, why);
  if (lease_) lease_->Release();
  return loop_.termination_asked() && !lease_lost_ ? options_.checkpointed_status : kRefused;
}

int Supervisor::LeaveBeforeStart() {
  Event("ended").With("message", "asked to stop before the job was running").Emit();
  if (lease_) lease_->Release();
  return options_.checkpointed_status;
}

}  // namespace tenure::wrapper
