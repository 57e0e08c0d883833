#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <optional>
#include <utility>

#include "webhook/listener/connection.h"
#include "webhook/listener/connection_state.h"
#include "webhook/listener/limits.h"

namespace tenure {

// A connection as its loop knows it.
struct Member {
  enum class Watch : std::uint8_t { kNone, kHandshakes, kRequests };

  Member(FileDescriptor socket, Workbench& bench) : connection(std::move(socket), bench) {}

  Connection connection;
  std::list<Member>::iterator self;
  ConnectionState listed = ConnectionState::kHandshake;
  std::chrono::steady_clock::time_point since;  // in that state
  std::size_t entries = 0;                      // of the connection, when it was listed
  Watch watch = Watch::kNone;                   // which epoll has it
  Interest watched_for = Interest::kRead;
};

using ConnectionCounts = std::array<std::int64_t, kConnectionStates>;

// The connections of one loop, by state. All that are in one state have the
// same time for it, so the one that has been in it longest is the first whose
// time is over: no timer is ever set.
class Roster {
 public:
  using Clock = std::chrono::steady_clock;
  using Members = std::list<Member>;

  explicit Roster(const Limits& limits);

  Member& Add(FileDescriptor socket, Workbench& bench, Clock::time_point now);
  // Lists a connection by the state that it is in by now. Closed ones leave, and
  // are freed by Bury.
  void Update(Member& member, Clock::time_point now);
  void Bury() { closed_.clear(); }

  // Handshakes and first requests are over at the latest by then.
  void HurryNewcomers(Clock::time_point until) { newcomers_until_ = until; }

  // One whose time is over; nullptr: there is none.
  [[nodiscard]] Member* FindOverdue(Clock::time_point now);
  // When the next one's time is over.
  [[nodiscard]] std::optional<Clock::time_point> NextDeadline() const;
  // The connection that is missed least when there are too many.
  [[nodiscard]] Member* FindLeastMissed(Clock::time_point now);

  [[nodiscard]] Members& In(ConnectionState state) { return lists_[Index(state)]; }
  [[nodiscard]] std::size_t size() const { return size_; }

  // From any thread.
  [[nodiscard]] ConnectionCounts Counts() const;

 private:
  static std::size_t Index(ConnectionState state) { return static_cast<std::size_t>(state); }
  [[nodiscard]] std::optional<Clock::time_point> DeadlineIn(std::size_t state) const;
  // The one that has been in the state for the longest, if since then or earlier.
  [[nodiscard]] Member* FirstSince(ConnectionState state, Clock::time_point at_latest);
  void Count(ConnectionState state, std::int64_t change);

  std::array<std::optional<std::chrono::milliseconds>, kConnectionStates> times_;
  std::array<Members, kConnectionStates> lists_;
  std::array<std::atomic<std::int64_t>, kConnectionStates> counts_{};  // written by one thread
  Members closed_;
  std::size_t size_ = 0;
  std::optional<Clock::time_point> newcomers_until_;
};

}  // namespace tenure
