#include "webhook/listener/roster.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace tenure {
namespace {

using State = ConnectionState;

// Who has asked for nothing goes first, and an API server's connections, which
// have asked before, go last; but an honest newcomer needs this time to ask.
constexpr std::chrono::seconds kGrace{1};
constexpr std::array kLeastMissedFirst = {State::kLingering, State::kHandshake, State::kFresh,
                                          State::kHead, State::kIdle};
// Within that time those who have got furthest go first; but a client at work,
// which only draws breath between two steps, goes last.
constexpr std::chrono::milliseconds kBreath{100};

bool IsNewcomer(std::size_t state) {
  return state == static_cast<std::size_t>(State::kHandshake) ||
         state == static_cast<std::size_t>(State::kFresh);
}

}  // namespace

Roster::Roster(const Limits& limits) {
  times_[Index(State::kHandshake)] = limits.handshake;
  times_[Index(State::kFresh)] = limits.idle;
  times_[Index(State::kIdle)] = limits.idle;
  times_[Index(State::kHead)] = limits.head;
  times_[Index(State::kBody)] = limits.body;
  times_[Index(State::kWriting)] = limits.write;
  times_[Index(State::kLingering)] = limits.linger;
}

Member& Roster::Add(FileDescriptor socket, Workbench& bench, Clock::time_point now) {
  Members& list = In(State::kHandshake);
  Member& member = list.emplace_back(std::move(socket), bench);
  member.self = std::prev(list.end());
  member.since = now;
  Count(State::kHandshake, 1);
  ++size_;
  return member;
}

void Roster::Update(Member& member, Clock::time_point now) {
  if (member.entries == member.connection.entries()) return;
  const State state = member.connection.state();
  const bool closed = state == State::kClosed;
  Members& to = closed ? closed_ : In(state);
  to.splice(to.end(), In(member.listed), member.self);
  if (state != member.listed) {
    Count(member.listed, -1);
    if (!closed) Count(state, 1);
  }
  if (closed) --size_;
  member.listed = state;
  member.since = now;
  member.entries = member.connection.entries();
}

std::optional<Roster::Clock::time_point> Roster::DeadlineIn(std::size_t state) const {
  const Members& list = lists_[state];
  if (list.empty() || !times_[state]) return std::nullopt;
  const Clock::time_point deadline = list.front().since + *times_[state];
  if (newcomers_until_ && IsNewcomer(state)) return std::min(deadline, *newcomers_until_);
  return deadline;
}

Member* Roster::FindOverdue(Clock::time_point now) {
  for (std::size_t state = 0; state < lists_.size(); ++state) {
    const auto deadline = DeadlineIn(state);
    if (deadline && *deadline <= now) return &lists_[state].front();
  }
  return nullptr;
}

std::optional<Roster::Clock::time_point> Roster::NextDeadline() const {
  std::optional<Clock::time_point> next;
  for (std::size_t state = 0; state < lists_.size(); ++state) {
    const auto deadline = DeadlineIn(state);
    if (deadline && (!next || *deadline < *next)) next = deadline;
  }
  return next;
}

Member* Roster::FirstSince(State state, Clock::time_point at_latest) {
  Members& list = In(state);
  return !list.empty() && list.front().since <= at_latest ? &list.front() : nullptr;
}

Member* Roster::FindLeastMissed(Clock::time_point now) {
  for (const State state : kLeastMissedFirst) {
    if (Member* member = FirstSince(state, now - kGrace)) return member;
  }
  // All are new: the one that has asked already has had what it wanted.
  for (const State state : {State::kIdle, State::kHead, State::kFresh, State::kHandshake}) {
    if (Member* member = FirstSince(state, now - kBreath)) return member;
  }
  // The last one to have asked is at work.
  if (In(State::kIdle).size() > 1) return &In(State::kIdle).front();
  for (const State state :
       {State::kHandshake, State::kLingering, State::kHead, State::kFresh, State::kIdle}) {
    if (Member* member = FirstSince(state, now)) return member;
  }
  return nullptr;
}

ConnectionCounts Roster::Counts() const {
  ConnectionCounts counts{};
  std::ranges::transform(counts_, counts.begin(),
                         [](const auto& count) { return count.load(std::memory_order_relaxed); });
  return counts;
}

void Roster::Count(State state, std::int64_t change) {
  std::atomic<std::int64_t>& count = counts_[Index(state)];
  count.store(count.load(std::memory_order_relaxed) + change, std::memory_order_relaxed);
}

}  // namespace tenure
