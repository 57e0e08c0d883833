#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "webhook/listener/connection_state.h"
#include "webhook/listener/epoll.h"
#include "webhook/listener/file_descriptor.h"
#include "webhook/listener/request_reader.h"
#include "webhook/listener/response_head.h"
#include "webhook/listener/tls_session.h"
#include "webhook/listener/workbench.h"

namespace tenure {

// One client: handshake, then requests and responses one after the other, until
// one side has enough. Never waits: OnReady goes as far as the socket allows, and
// state() and interest() say what it is to be called for again.
class Connection {
 public:
  Connection(FileDescriptor socket, Workbench& bench);

  // The socket can be read or written, or another turn was wanted.
  void OnReady();

  // kDeciding: takes the request that is too large, or too slow, to be decided here …
  [[nodiscard]] DetachedRequest TakeLargeRequest() { return reader_.Detach(); }
  [[nodiscard]] bool IsSlow() const { return is_slow_; }
  // … and brings its answer …
  void AnswerLargeRequest(HttpResponse& response);
  // … or nobody has time for it.
  void ShedLargeRequest();

  // A response is ready, and sent with those of others: a client that is woken up by the first
  // of them finds the others there.
  [[nodiscard]] bool HoldsBack() const { return holds_back_; }
  void SendHeldBack();

  // With a goodbye, where there is no request.
  void Close();

  [[nodiscard]] int socket() const { return socket_.get(); }
  [[nodiscard]] ConnectionState state() const { return state_; }
  [[nodiscard]] Interest interest() const { return interest_; }
  // Still to be greeted, which costs more than many requests.
  [[nodiscard]] bool WaitsForGreeting() const;
  // There is more to do here than one turn allows.
  [[nodiscard]] bool WantsAnotherTurn() const { return wants_another_turn_; }
  // How often a state was entered, the same one included: its time begins anew.
  [[nodiscard]] std::size_t entries() const { return entries_; }

 private:
  void Handshake();
  void ServeRequests();
  // False: nothing more to be had in this turn.
  bool TakeStep();
  bool Receive();
  void Answer();
  void Refuse(const FramingError& error);
  void Reply(HttpResponse& response, ResponseEnd end);
  void PrepareReply(HttpResponse& response, ResponseEnd end);
  // As much of what is unsent as the socket takes.
  void Send();
  // What is not sent yet; empty: all is, or the connection is closed.
  std::string_view Write(std::string_view bytes);
  void AfterSending();
  void Pause(bool answered);
  void LeaveSharedBuffer();
  void Linger();
  void ThrowAway();
  void Enter(ConnectionState state);
  void Drop();

  // Between requests, or in the middle of one.
  [[nodiscard]] bool IsReading() const;

  Workbench& bench_;
  FileDescriptor socket_;
  std::optional<TlsSession> tls_;  // from the client's first byte on
  RequestReader reader_;
  std::string unsent_;
  std::size_t thrown_away_ = 0;
  std::size_t slice_ = 0;  // what may still be read in this turn
  std::size_t entries_ = 0;
  std::size_t answered_ = 0;
  ConnectionState state_ = ConnectionState::kHandshake;
  Interest interest_ = Interest::kRead;
  bool closes_ = false;        // after the response
  bool answers_head_ = false;  // to a HEAD there is no body
  bool is_slow_ = false;       // the request that is decided elsewhere
  bool holds_back_ = false;    // what is unsent, until the turn ends
  bool wants_another_turn_ = false;
};

}  // namespace tenure
