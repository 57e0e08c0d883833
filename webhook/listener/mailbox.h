#pragma once

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

#include "webhook/listener/file_descriptor.h"

namespace tenure {

// What other threads have for one that waits on descriptors: its descriptor can
// be read while there is something.
template <typename Letter>
class Mailbox {
 public:
  Mailbox() : bell_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

  void Put(Letter letter) {
    {
      const std::lock_guard lock(mutex_);
      letters_.push_back(std::move(letter));
    }
    const std::uint64_t one = 1;
    (void)!::write(bell_.get(), &one, sizeof one);
  }

  // All there are, in the order in which they were put.
  [[nodiscard]] std::vector<Letter> TakeAll() {
    std::uint64_t rung = 0;
    (void)!::read(bell_.get(), &rung, sizeof rung);
    const std::lock_guard lock(mutex_);
    return std::exchange(letters_, {});
  }

  [[nodiscard]] int descriptor() const { return bell_.get(); }

 private:
  FileDescriptor bell_;
  std::mutex mutex_;
  std::vector<Letter> letters_;
};

}  // namespace tenure
