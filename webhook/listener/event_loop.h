#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "webhook/listener/big_body_worker.h"
#include "webhook/listener/epoll.h"
#include "webhook/listener/mailbox.h"
#include "webhook/listener/roster.h"
#include "webhook/listener/workbench.h"

namespace tenure {

// One thread's connections: waits until some can go on, lets each go on as far as
// it can, and looks who has had his time. What a request needs is done here and
// now; nothing that can take long is ever done here.
class EventLoop {
 public:
  // Who decides what would hold up others.
  struct Workers {
    BigBodyWorker& large;
    BigBodyWorker& slow;
  };

  // At most so many connections; the one that is missed least makes room.
  EventLoop(const ListenerCommon& common, HttpHandler handler, std::size_t connections,
            Workers workers);

  // Until it was stopped, and the last request is answered.
  void Run();

  // From any thread:
  void Adopt(FileDescriptor socket) { mail_.Put(std::move(socket)); }
  // Closes the connection that is missed least.
  void MakeRoom() { mail_.Put(MakeRoomNow{}); }
  void Stop() { mail_.Put(StopNow{}); }
  [[nodiscard]] ConnectionCounts Counts() const { return roster_.Counts(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Answered {
    Member* member;  // stays while it is in the state kDeciding
    HttpResponse response;
  };
  struct MakeRoomNow {};
  struct StopNow {};
  using Letter = std::variant<FileDescriptor, Answered, MakeRoomNow, StopNow>;

  void Turn();
  [[nodiscard]] std::span<const epoll_event> AwaitEvents();
  void Attend(Member& member);
  void AttendAgain();
  void SendHeldBack();
  [[nodiscard]] bool MayGreet(bool requests_wait) const;
  void TakeHandshake();
  // At most one: it takes longer than many requests.
  void Greet();
  void ReadMail();
  void Read(FileDescriptor socket);
  void Read(Answered answered);
  void Read(MakeRoomNow now);
  void Read(StopNow now);
  // False: all are busy.
  bool CloseLeastMissed();
  void Settle(Member& member);
  void WatchFor(Member& member);
  void Submit(Member& member);
  void Close(Member& member);
  void CloseOverdue();
  void CloseIdle();
  [[nodiscard]] bool IsDone() const;
  [[nodiscard]] std::optional<std::chrono::milliseconds> Timeout() const;

  const HttpHandler handler_;
  Workbench bench_;
  const std::size_t connections_at_most_;
  const Workers workers_;
  Roster roster_;
  Mailbox<Letter> mail_;
  Epoll requests_;
  Epoll handshakes_;                // itself watched by requests_
  std::vector<Member*> again_;      // those that want another turn
  std::vector<Member*> held_back_;  // those with a response, in this turn
  std::optional<Clock::time_point> stop_by_;
  Clock::time_point no_greeting_until_;
  bool comes_soon_ = false;  // what is waited for, as the last time
};

}  // namespace tenure
