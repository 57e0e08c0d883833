#include "webhook/listener/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace tenure {
namespace {

using Outcome = TlsSession::Outcome;

// Of a client that goes on sending after it was refused.
constexpr std::size_t kThrownAwayBytes = std::size_t{32} << 20;
// A pipeline of small requests is a slice as well as a large body is.
constexpr std::size_t kRequestCosts = std::size_t{8} << 10;

constexpr FramingError kNoMemory{503, "too much is in flight here; ask again"};

// Not wrong, but too long.
bool IsTooLarge(int status) { return status == 413 || status == 414 || status == 431; }

}  // namespace

Connection::Connection(FileDescriptor socket, Workbench& bench)
    : bench_(bench), socket_(std::move(socket)), reader_(bench.shared, bench.common.budget) {}

bool Connection::IsReading() const {
  return state_ == ConnectionState::kFresh || state_ == ConnectionState::kIdle ||
         state_ == ConnectionState::kHead || state_ == ConnectionState::kBody;
}

bool Connection::WaitsForGreeting() const {
  return state_ == ConnectionState::kHandshake && !(tls_ && tls_->HasGreeted());
}

void Connection::OnReady() {
  wants_another_turn_ = false;
  if (state_ == ConnectionState::kHandshake) {
    Handshake();
  } else if (state_ == ConnectionState::kWriting) {
    Send();
  } else if (state_ == ConnectionState::kLingering) {
    ThrowAway();
  }
  if (IsReading()) ServeRequests();
}

void Connection::Handshake() {
  if (!tls_) tls_.emplace(bench_.common.tls, socket_.get());
  switch (tls_->Handshake()) {
    case Outcome::kDone:
      interest_ = Interest::kRead;
      return Enter(ConnectionState::kFresh);
    case Outcome::kWantsRead:
      interest_ = Interest::kRead;
      return;
    case Outcome::kWantsWrite:
      interest_ = Interest::kWrite;
      return;
    case Outcome::kClosed:
      bench_.common.events.OnRefused(Refusal::kHandshake);
      return Drop();
  }
}

void Connection::ServeRequests() {
  const std::size_t answered_before = answered_;
  slice_ = bench_.common.limits.slice_bytes;
  interest_ = Interest::kRead;
  while (IsReading() && TakeStep()) {
  }
  if (IsReading()) Pause(answered_ != answered_before);
  const bool goes_on = IsReading() || (state_ == ConnectionState::kWriting && !closes_);
  if (goes_on) LeaveSharedBuffer();
}

// What is left must not lie in the way of other connections.
void Connection::LeaveSharedBuffer() {
  if (reader_.Park()) return;
  if (IsReading()) return Refuse(kNoMemory);
  bench_.common.events.OnShed(Shed::kMemory);
  Drop();
}

bool Connection::TakeStep() {
  if (slice_ == 0) {
    wants_another_turn_ = true;
    return false;
  }
  if (holds_back_) {
    SendHeldBack();
    return true;
  }
  switch (reader_.Advance()) {
    case RequestReader::Step::kRequest:
      Answer();
      slice_ -= std::min(slice_, kRequestCosts);
      return !reader_.IsEmpty() || (IsReading() && tls_->HasPending());
    case RequestReader::Step::kContinue:
      unsent_ = kContinue;
      Send();
      return true;
    case RequestReader::Step::kRefused:
      Refuse(reader_.error());
      return false;
    case RequestReader::Step::kMore:
      return Receive();
  }
  return false;
}

bool Connection::Receive() {
  std::span<char> space = reader_.Space();
  space = space.first(std::min(space.size(), slice_));
  std::size_t size = 0;
  switch (tls_->Read(space, size)) {
    case Outcome::kDone:
      reader_.Commit(size);
      slice_ -= size;
      return true;
    case Outcome::kWantsRead:
      return false;
    case Outcome::kWantsWrite:
      interest_ = Interest::kReadOrWrite;
      return false;
    case Outcome::kClosed:
      Drop();
      return false;
  }
  return false;
}

void Connection::Answer() {
  const ParsedHead& head = reader_.head();
  closes_ = !head.keep_alive;
  answers_head_ = head.fields.method == "HEAD";
  const auto& is_slow = bench_.common.is_slow;
  is_slow_ = is_slow && is_slow(reader_.request().Path());
  if (is_slow_ || head.body_bytes > bench_.common.limits.inline_body_bytes) {
    if (!reader_.Own()) return Refuse(kNoMemory);
    closes_ = closes_ || reader_.HasMoreBehind();
    return Enter(ConnectionState::kDeciding);
  }
  HttpRequest request = reader_.request();
  request.arrived = bench_.now;
  Handle(bench_.handler, request, bench_.response);
  reader_.Finish();
  PrepareReply(bench_.response, {});
  holds_back_ = !closes_;
  if (closes_) Send();
}

void Connection::SendHeldBack() {
  if (std::exchange(holds_back_, false) && state_ != ConnectionState::kClosed) Send();
}

void Connection::AnswerLargeRequest(HttpResponse& response) {
  Reply(response, {});
  if (IsReading()) ServeRequests();
}

void Connection::ShedLargeRequest() {
  (void)TakeLargeRequest();
  bench_.common.events.OnShed(Shed::kQueue);
  closes_ = true;
  HttpResponse response{.status = 503,
                        .body = "too many requests that take long wait here; ask again\n"};
  Reply(response, {.retry_later = true});
}

void Connection::Refuse(const FramingError& error) {
  const bool is_busy = error.status == 503;
  if (is_busy) {
    bench_.common.events.OnShed(Shed::kMemory);
  } else {
    bench_.common.events.OnRefused(IsTooLarge(error.status) ? Refusal::kTooLarge
                                                            : Refusal::kFraming);
  }
  HttpResponse response{.status = error.status, .body = std::string(error.sentence) + '\n'};
  closes_ = true;
  Reply(response, {.retry_later = is_busy});
}

void Connection::Reply(HttpResponse& response, ResponseEnd end) {
  PrepareReply(response, end);
  Send();
}

void Connection::PrepareReply(HttpResponse& response, ResponseEnd end) {
  ++answered_;
  closes_ = closes_ || bench_.common.draining.load(std::memory_order_relaxed);
  end.closes = closes_;
  end.has_body = !answers_head_;
  PrependHead(response, end);
  unsent_ = std::exchange(response.body, bench_.spare.Take());
}

void Connection::Send() {
  const std::size_t left = Write(unsent_).size();
  unsent_.erase(0, unsent_.size() - left);
  if (left == 0) return AfterSending();
  if (state_ != ConnectionState::kWriting) Enter(ConnectionState::kWriting);
}

std::string_view Connection::Write(std::string_view bytes) {
  std::size_t written = 0;
  while (!bytes.empty()) {
    switch (tls_->Write(bytes, written)) {
      case Outcome::kDone:
        bytes.remove_prefix(written);
        break;
      case Outcome::kWantsWrite:
        interest_ = Interest::kWrite;
        return bytes;
      case Outcome::kWantsRead:
        interest_ = Interest::kRead;
        return bytes;
      case Outcome::kClosed:
        Drop();
        return {};
    }
  }
  return bytes;
}

void Connection::AfterSending() {
  bench_.spare.GiveBack(std::exchange(unsent_, {}));
  if (state_ == ConnectionState::kClosed) return;
  if (closes_) return Linger();
  if (!IsReading()) Enter(ConnectionState::kIdle);
}

void Connection::Pause(bool answered) {
  ConnectionState next = ConnectionState::kFresh;
  if (reader_.IsInBody()) {
    next = ConnectionState::kBody;
  } else if (!reader_.IsEmpty()) {
    next = ConnectionState::kHead;
  } else if (answered_ > 0) {
    next = ConnectionState::kIdle;
  }
  if (answered || next != state_) Enter(next);
}

// Closing a socket that has unread bytes resets it, and the client would not
// see the response.
void Connection::Linger() {
  tls_->CloseNotify();
  ::shutdown(socket_.get(), SHUT_WR);
  interest_ = Interest::kRead;
  Enter(ConnectionState::kLingering);
}

void Connection::ThrowAway() {
  const ssize_t size =
      ::recv(socket_.get(), bench_.shared.data(), bench_.shared.capacity(), MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) return;
  thrown_away_ += static_cast<std::size_t>(std::max<ssize_t>(size, 0));
  if (size <= 0 || thrown_away_ > kThrownAwayBytes) Drop();
}

void Connection::Close() {
  SendHeldBack();
  if (IsReading()) tls_->CloseNotify();
  Drop();
}

void Connection::Drop() { Enter(ConnectionState::kClosed); }

void Connection::Enter(ConnectionState state) {
  state_ = state;
  ++entries_;
}

}  // namespace tenure
