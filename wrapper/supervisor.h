// A job's life under CRIU: lease, trial, restore or start, checkpoints, end.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "wrapper/criu.h"
#include "wrapper/event_loop.h"
#include "wrapper/generations.h"
#include "wrapper/lease.h"
#include "wrapper/options.h"

namespace tenure::wrapper {

class Supervisor {
 public:
  Supervisor(Options options, SignalQueue signals);

  // The exit status for the container.
  int Run();

 private:
  using Clock = std::chrono::steady_clock;

  Result<> TakeLease();
  void RenewLease();
  Result<> TryOut();

  // Whether the job has come back; false: there is nothing to come back from.
  Result<bool> RestoreNewest();
  Result<> Restore(int number, const Manifest& manifest);
  int StartFresh();  // 0, or the exit status of a command that cannot be run

  void Guard();
  bool DumpIsDue();
  Result<> SaveCheckpoint(const std::string& reason, bool final);
  void Terminate();
  void EndJob();
  void PlanNext();

  int Finish();
  int FinalStatus(int job_status);
  int Refuse(const std::string& why);
  int LeaveBeforeStart();

  Options options_;
  Criu criu_;
  Generations generations_;
  EventLoop loop_;
  std::optional<Lease> lease_;
  Clock::time_point lease_renewed_;
  bool lease_lost_ = false;
  bool protected_ = true;        // dumps work here
  bool checkpointed_ = false;    // ended on purpose, its state saved
  bool passed_on_term_ = false;  // ended, perhaps, because it was told to
  bool termination_seen_ = false;
  Clock::time_point next_;
};

// A sentence for `kubectl describe pod`; a file that is not there is no error.
void WriteTerminationMessage(const std::string& path, const std::string& sentence);

}  // namespace tenure::wrapper
