#include "webhook/server/open_connections.h"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>

namespace tenure {
namespace {

// How long, and how much, a refused client may go on sending.
constexpr std::chrono::seconds kRefusedFor{2};
constexpr std::size_t kRefusedBytes = std::size_t{16} << 20;

void ThrowAway(int socket) {
  std::array<char, 16384> buffer;
  std::size_t thrown_away = 0;
  const auto deadline = std::chrono::steady_clock::now() + kRefusedFor;
  while (thrown_away < kRefusedBytes) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    pollfd readable{socket, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0) return;
    const ssize_t size = ::recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size <= 0) return;
    thrown_away += static_cast<std::size_t>(size);
  }
}

}  // namespace

void OpenConnections::Add(SSL* connection) {
  SSL_set_ex_data(connection, Index(), this);
  const std::lock_guard lock(mutex_);
  states_[std::this_thread::get_id()] = {connection, SSL_get_fd(connection), false};
}

void OpenConnections::SetBusy(bool busy) {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(std::this_thread::get_id());
  if (state != states_.end()) state->second.busy = busy;
}

void OpenConnections::EndAfterResponse() {
  const State state = OfThisThread();
  if (state.connection == nullptr) return;
  // OpenSSL then gives nothing more to read, whatever it has buffered.
  SSL_set_shutdown(state.connection, SSL_get_shutdown(state.connection) | SSL_RECEIVED_SHUTDOWN);
  ::shutdown(state.socket, SHUT_RD);
}

void OpenConnections::EndAfterRefusal() {
  const State state = OfThisThread();
  if (state.connection == nullptr) return;
  ::shutdown(state.socket, SHUT_WR);
  ThrowAway(state.socket);
  EndAfterResponse();
}

void OpenConnections::EndIdle() {
  const std::lock_guard lock(mutex_);
  for (const auto& [thread, state] : states_) {
    if (!state.busy) ::shutdown(state.socket, SHUT_RD);
  }
}

void OpenConnections::EndAll() {
  const std::lock_guard lock(mutex_);
  for (const auto& [thread, state] : states_) ::shutdown(state.socket, SHUT_RDWR);
}

// Of OpenSSL's slot for a connection's owner; the function runs in SSL_free.
int OpenConnections::Index() {
  static const int kIndex = SSL_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void* /*connection*/, void* owner, CRYPTO_EX_DATA*, int, long, void*) {
        if (owner != nullptr) static_cast<OpenConnections*>(owner)->Remove();
      });
  return kIndex;
}

void OpenConnections::Remove() {
  const std::lock_guard lock(mutex_);
  states_.erase(std::this_thread::get_id());
}

OpenConnections::State OpenConnections::OfThisThread() const {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(std::this_thread::get_id());
  return state == states_.end() ? State{} : state->second;
}

}  // namespace tenure
