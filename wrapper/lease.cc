#include "wrapper/lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <unistd.h>

#include <array>
#include <optional>

#include "wrapper/durable.h"
#include "wrapper/records.h"

namespace tenure::wrapper {
namespace {

using Clock = std::chrono::steady_clock;

enum class Lock { kOurs, kTheirs, kUnknown };

Lock TryLock(int fd) {
  if (flock(fd, LOCK_EX | LOCK_NB) == 0) return Lock::kOurs;
  return errno == EWOULDBLOCK ? Lock::kTheirs : Lock::kUnknown;  // no locks on this volume
}

std::string RecordPath(const std::string& dir) { return dir + "/lease"; }

// Follows a record of another node until it has stood still for a lease.
class Watch {
 public:
  bool StoodStill(const Records& record, std::chrono::milliseconds duration) {
    const std::string now = record.Text("holder") + " " + record.Text("renewals");
    if (!seen_ || *seen_ != now) {
      seen_ = now;
      since_ = Clock::now();
    }
    return Clock::now() - since_ >= duration;
  }

 private:
  std::optional<std::string> seen_;
  Clock::time_point since_;
};

bool Free(const LeaseTerms& terms, Lock lock, Watch& watch, std::string& holder) {
  const auto record = ReadRecords(RecordPath(terms.dir));
  holder = record ? record->Text("holder") : "a process of this node";
  if (lock == Lock::kTheirs) return false;
  if (!record) return true;
  if (lock == Lock::kOurs && record->Text("node") == terms.node) return true;
  return watch.StoodStill(*record, terms.duration);
}

std::string FirstLine(const std::string& path) {
  const auto text = ReadFile(path);
  return text ? text->substr(0, text->find('\n')) : "unknown";
}

}  // namespace

LeaseTerms TermsFor(const std::string& dir, std::chrono::milliseconds duration,
                    std::chrono::milliseconds wait) {
  std::array<char, 256> host = {};
  gethostname(host.data(), host.size() - 1);
  unsigned random = 0;
  if (getrandom(&random, sizeof random, GRND_NONBLOCK) < 0) {
    random = static_cast<unsigned>(Clock::now().time_since_epoch().count());
  }
  const std::string node = FirstLine("/proc/sys/kernel/random/boot_id");
  return {.dir = dir,
          .holder = std::string(host.data()) + "/" + std::to_string(random),
          .node = node,
          .duration = duration,
          .wait = wait};
}

Result<Lease> Lease::Acquire(const LeaseTerms& terms, const std::function<bool()>& pause,
                             const std::function<void(const std::string&)>& waiting) {
  const std::string path = terms.dir + "/lease.lock";
  FileDescriptor lock(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock.valid()) return SystemFailure("cannot open " + path);
  const auto deadline = Clock::now() + terms.wait;
  Watch watch;
  std::string holder;
  for (bool told = false; !Free(terms, TryLock(lock.get()), watch, holder); told = true) {
    if (!told) waiting(holder);
    if (Clock::now() >= deadline || !pause()) {
      return Failure(terms.dir + " is in use by " + holder +
                     ": give each job a folder of its own, or end the other pod");
    }
  }
  Lease lease(terms, std::move(lock));
  if (auto written = lease.Write(); !written) return Failure(written.error());
  return lease;
}

Result<> Lease::Write() {
  Records record;
  record.Add("holder", terms_.holder);
  record.Add("node", terms_.node);
  record.Add("renewals", ++renewals_);
  return WriteDurably(RecordPath(terms_.dir), record.Serialize());
}

bool Lease::Lost() const {
  const auto record = ReadRecords(RecordPath(terms_.dir));
  return record && record->Text("holder") != terms_.holder;
}

Result<> Lease::Renew() {
  if (Lost()) return Failure("another pod has taken " + terms_.dir);
  return Write();
}

void Lease::Release() {
  if (!Lost()) unlink(RecordPath(terms_.dir).c_str());
  lock_ = FileDescriptor();
}

}  // namespace tenure::wrapper
