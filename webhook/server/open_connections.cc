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
  states_[connection] = {connection, SSL_get_fd(connection), false};
}

void OpenConnections::SetBusy(const SSL* connection, bool busy) {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(connection);
  if (state != states_.end()) state->second.busy = busy;
}

// OpenSSL then gives nothing more to read, whatever it has buffered.
void OpenConnections::EndAfterResponse(const SSL* connection) {
  const State state = Find(connection);
  if (state.connection == nullptr) return;
  SSL_set_shutdown(state.connection, SSL_get_shutdown(state.connection) | SSL_RECEIVED_SHUTDOWN);
  ::shutdown(state.socket, SHUT_RD);
}

void OpenConnections::EndAfterRefusal(const SSL* connection) {
  const State state = Find(connection);
  if (state.connection == nullptr) return;
  ::shutdown(state.socket, SHUT_WR);
  ThrowAway(state.socket);
  EndAfterResponse(connection);
}

void OpenConnections::EndIdle() {
  const std::lock_guard lock(mutex_);
  for (const auto& [connection, state] : states_) {
    if (!state.busy) ::shutdown(state.socket, SHUT_RD);
  }
}

void OpenConnections::EndAll() {
  const std::lock_guard lock(mutex_);
  for (const auto& [connection, state] : states_) ::shutdown(state.socket, SHUT_RDWR);
}

int OpenConnections::Index() {
  static const int kIndex = SSL_get_ex_new_index(
      0, nullptr, nullptr, nullptr,
      [](void* connection, void* connections, CRYPTO_EX_DATA*, int, long, void*) {
        if (connections == nullptr) return;
        static_cast<OpenConnections*>(connections)->Remove(static_cast<SSL*>(connection));
      });
  return kIndex;
}

void OpenConnections::Remove(const SSL* connection) {
  const std::lock_guard lock(mutex_);
  states_.erase(connection);
}

OpenConnections::State OpenConnections::Find(const SSL* connection) const {
  const std::lock_guard lock(mutex_);
  const auto state = states_.find(connection);
  return state == states_.end() ? State{} : state->second;
}

}  // namespace tenure
