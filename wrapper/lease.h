// One pod at a time in a checkpoint folder. Two guards, because volumes differ:
//
// - a lock (flock) on DIR/lease.lock, which dies with its process: certain on
//   one node, and between nodes where the file system carries locks;
// - a record, DIR/lease, which its holder keeps renewing: between nodes. It is
//   taken over when it has not changed for a whole lease by the watcher's own
//   clock, so that the clocks of nodes need not agree.
//
// A record of this node whose lock is free belonged to a dead process, and is
// taken over at once: a restarted container does not wait.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "wrapper/file_descriptor.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

struct LeaseTerms {
  std::string dir;
  std::string holder;  // unique to this process
  std::string node;    // the same for all that share a kernel
  std::chrono::milliseconds duration;
  std::chrono::milliseconds wait;
};

// This host's name, its kernel's boot id and a random number.
LeaseTerms TermsFor(const std::string& dir, std::chrono::milliseconds duration,
                    std::chrono::milliseconds wait);

class Lease {
 public:
  // Waits for the folder; `pause` sleeps a moment and says whether to go on.
  // `waiting` is told once who holds it.
  static Result<Lease> Acquire(const LeaseTerms& terms, const std::function<bool()>& pause,
                               const std::function<void(const std::string&)>& waiting);

  // An error says that another pod has taken the folder, or that it cannot be written.
  Result<> Renew();
  bool Lost() const;
  void Release();

 private:
  Lease(LeaseTerms terms, FileDescriptor lock) : terms_(std::move(terms)), lock_(std::move(lock)) {}
  Result<> Write();

  LeaseTerms terms_;
  FileDescriptor lock_;
  long long renewals_ = 0;
};

}  // namespace tenure::wrapper
