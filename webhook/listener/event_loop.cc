#include "webhook/listener/event_loop.h"

#include <algorithm>
#include <utility>

namespace tenure {
namespace {

// Of a flood of connects and closes, in one turn of the loop.
constexpr std::size_t kLeaversPerTurn = 256;

// Who asks again so soon is waited for without going to sleep: to be woken up takes as long. A loop
// that is asked less often than that is never awake for nothing.
constexpr std::chrono::microseconds kSoon{50};

// Whoever asked first waits for so many others to be answered. To wake up a client costs what a
// quarter of a decision does; most of these are awake when their response comes.
constexpr std::size_t kHeldBackAtMost = 16;

// A greeting, while requests wait, is followed by so many times its own length without another:
// newcomers get a tenth of a loop that is busy, and what requests leave of one that is not.
constexpr int kWithoutGreetings = 9;

constexpr std::size_t kSharedBytes = std::size_t{64} << 10;

using State = ConnectionState;
using Watch = Member::Watch;

Watch WatchOf(const Connection& connection) {
  const State state = connection.state();
  if (connection.WaitsForGreeting()) return Watch::kHandshakes;
  // The answer comes by mail; a hang-up is met when it is sent.
  if (state == State::kDeciding || state == State::kClosed) return Watch::kNone;
  return Watch::kRequests;
}

std::optional<Refusal> RefusalIn(State state) {
  switch (state) {
    case State::kHandshake:
      return Refusal::kHandshakeTimeout;
    case State::kHead:
      return Refusal::kHeadTimeout;
    case State::kBody:
      return Refusal::kBodyTimeout;
    case State::kWriting:
      return Refusal::kWriteTimeout;
    default:
      return std::nullopt;
  }
}

}  // namespace

EventLoop::EventLoop(const ListenerCommon& common, HttpHandler handler, std::size_t connections,
                     Workers workers)
    : handler_(std::move(handler)),
      bench_{.common = common,
             .handler = handler_,
             .shared = Buffer(kSharedBytes),
             .response = {},
             .now = Clock::now()},
      connections_at_most_(connections),
      workers_(workers),
      roster_(common.limits) {
  (void)requests_.Add(mail_.descriptor(), Interest::kRead, &mail_);
  (void)requests_.Add(handshakes_.descriptor(), Interest::kRead, &handshakes_);
}

void EventLoop::Run() {
  while (!IsDone()) Turn();
}

std::span<const epoll_event> EventLoop::AwaitEvents() {
  const auto since = Clock::now();
  while (comes_soon_ && again_.empty() && Clock::now() - since < kSoon) {
    const auto events = requests_.Wait(std::chrono::milliseconds(0));
    if (!events.empty()) return events;
  }
  const auto events = requests_.Wait(Timeout());
  comes_soon_ = Clock::now() - since < kSoon;
  return events;
}

void EventLoop::Turn() {
  const auto events = AwaitEvents();
  bench_.now = Clock::now();
  bool has_mail = false;
  bool has_handshake = false;
  bool requests_wait = !again_.empty();
  AttendAgain();
  for (const epoll_event& event : events) {
    if (event.data.ptr == &mail_) {
      has_mail = true;
    } else if (event.data.ptr == &handshakes_) {
      has_handshake = true;
    } else {
      requests_wait = true;
      Attend(*static_cast<Member*>(event.data.ptr));
    }
  }
  SendHeldBack();
  if (has_mail) ReadMail();
  if (has_handshake && MayGreet(requests_wait)) TakeHandshake();
  SendHeldBack();
  CloseOverdue();
  if (stop_by_) CloseIdle();
  roster_.Bury();
  bench_.common.events.OnTurn(Clock::now() - bench_.now);
}

// It may have been closed in this turn: its events are of before.
void EventLoop::Attend(Member& member) {
  if (member.listed == State::kClosed) return;
  member.connection.OnReady();
  Settle(member);
  if (held_back_.size() >= kHeldBackAtMost) SendHeldBack();
}

void EventLoop::SendHeldBack() {
  for (Member* member : held_back_) {
    member->connection.SendHeldBack();
    if (member->connection.entries() != member->entries) Settle(*member);
  }
  held_back_.clear();
}

void EventLoop::AttendAgain() {
  for (Member* member : std::exchange(again_, {})) Attend(*member);
}

bool EventLoop::MayGreet(bool requests_wait) const {
  return !requests_wait || bench_.now >= no_greeting_until_;
}

void EventLoop::TakeHandshake() {
  const auto began = Clock::now();
  Greet();
  const auto ended = Clock::now();
  no_greeting_until_ = ended + (ended - began) * kWithoutGreetings;
}

// Clients that have left again cost nothing, and must not stand in line before
// those that are there: in a flood of them the line is full, and somebody goes.
void EventLoop::Greet() {
  for (std::size_t left = 0; left < kLeaversPerTurn; ++left) {
    const auto events = handshakes_.Wait(std::chrono::milliseconds(0), 1);
    if (events.empty()) return;
    Member& member = *static_cast<Member*>(events.front().data.ptr);
    if (!Epoll::HasLeft(events.front())) return Attend(member);
    bench_.common.events.OnRefused(Refusal::kHandshake);
    Close(member);
  }
}

void EventLoop::ReadMail() {
  for (Letter& letter : mail_.TakeAll()) {
    std::visit([this](auto& content) { Read(std::move(content)); }, letter);
  }
}

void EventLoop::Read(FileDescriptor socket) {
  // When all are busy, the new one goes.
  if (roster_.size() >= connections_at_most_ && !CloseLeastMissed()) return;
  Settle(roster_.Add(std::move(socket), bench_, bench_.now));
}

void EventLoop::Read(Answered answered) {
  answered.member->connection.AnswerLargeRequest(answered.response);
  Settle(*answered.member);
}

void EventLoop::Read(MakeRoomNow /*now*/) { CloseLeastMissed(); }

void EventLoop::Read(StopNow /*now*/) {
  if (stop_by_) return;
  stop_by_ = bench_.now + bench_.common.limits.stop;
  roster_.HurryNewcomers(bench_.now + bench_.common.limits.farewell);
}

// After the connection has gone on: what follows for the loop.
void EventLoop::Settle(Member& member) {
  const Connection& connection = member.connection;
  const bool has_moved = connection.entries() != member.entries;
  if (has_moved && connection.state() == State::kDeciding) Submit(member);
  WatchFor(member);
  roster_.Update(member, bench_.now);
  if (connection.HoldsBack()) held_back_.push_back(&member);
  if (member.listed == State::kClosed) {
    std::erase(again_, &member);
  } else if (connection.WantsAnotherTurn()) {
    again_.push_back(&member);
  }
}

void EventLoop::WatchFor(Member& member) {
  const Connection& connection = member.connection;
  const Watch watch = WatchOf(connection);
  if (watch == member.watch && connection.interest() == member.watched_for) return;
  const auto epoll = [this](Watch which) {
    return which == Watch::kHandshakes ? &handshakes_ : &requests_;
  };
  if (watch == member.watch && watch != Watch::kNone) {
    epoll(watch)->Change(connection.socket(), connection.interest(), &member);
  } else {
    if (member.watch != Watch::kNone) epoll(member.watch)->Remove(connection.socket());
    if (watch != Watch::kNone &&
        !epoll(watch)->Add(connection.socket(), connection.interest(), &member)) {
      bench_.common.events.OnShed(Shed::kDescriptors);
      member.connection.Close();
    }
  }
  member.watch = watch;
  member.watched_for = connection.interest();
}

void EventLoop::Submit(Member& member) {
  BigBodyWorker& worker = member.connection.IsSlow() ? workers_.slow : workers_.large;
  const bool taken = worker.Submit({.request = member.connection.TakeLargeRequest(),
                                    .arrived = bench_.now,
                                    .deliver = [this, &member](HttpResponse response) {
                                      mail_.Put(Answered{&member, std::move(response)});
                                    }});
  if (!taken) member.connection.ShedLargeRequest();
}

void EventLoop::Close(Member& member) {
  member.connection.Close();
  Settle(member);
}

bool EventLoop::CloseLeastMissed() {
  bench_.common.events.OnShed(Shed::kConnections);
  Member* member = roster_.FindLeastMissed(bench_.now);
  if (member != nullptr) Close(*member);
  return member != nullptr;
}

void EventLoop::CloseOverdue() {
  while (Member* member = roster_.FindOverdue(bench_.now)) {
    if (const auto why = RefusalIn(member->listed)) bench_.common.events.OnRefused(*why);
    Close(*member);
  }
}

// Each is looked at once more: its client may have sent something by now.
void EventLoop::CloseIdle() {
  auto& idle = roster_.In(State::kIdle);
  for (auto next = idle.begin(); next != idle.end();) {
    Member& member = *next++;
    Attend(member);
    SendHeldBack();
    if (member.listed == State::kIdle) Close(member);
  }
}

bool EventLoop::IsDone() const {
  return stop_by_ && (roster_.size() == 0 || Clock::now() >= *stop_by_);
}

std::optional<std::chrono::milliseconds> EventLoop::Timeout() const {
  if (!again_.empty()) return std::chrono::milliseconds(0);
  auto until = roster_.NextDeadline();
  if (stop_by_) until = std::min(until.value_or(*stop_by_), *stop_by_);
  if (!until) return std::nullopt;
  return std::chrono::ceil<std::chrono::milliseconds>(*until - Clock::now());
}

}  // namespace tenure
