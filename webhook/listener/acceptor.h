#pragma once

#include <functional>
#include <thread>
#include <variant>

#include "webhook/listener/file_descriptor.h"
#include "webhook/listener/listener_events.h"
#include "webhook/listener/mailbox.h"

namespace tenure {

// A thread that accepts connections and deals them out.
class Acceptor {
 public:
  struct Options {
    FileDescriptor listening;  // does not block
    std::function<void(FileDescriptor socket)> deal;
    std::function<void()> on_shortage;  // descriptors have run out
    std::function<void()> on_failure;   // the port is lost
  };

  Acceptor(Options options, ListenerEvents& events);
  // Deals what the kernel has already accepted, and closes the port.
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

 private:
  enum class Result { kNoMore, kNoRoom, kFailed };

  void Run();
  Result AcceptAll();
  // False: it is to stop.
  bool Wait(Result last);

  Options options_;
  ListenerEvents& events_;
  Mailbox<std::monostate> stop_;
  std::thread thread_;
};

}  // namespace tenure
