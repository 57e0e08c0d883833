#include "tests/e2e/driver/raw_connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <array>
#include <cstdlib>

namespace tenure::test {
namespace {

// The size of the first response in `bytes`; npos: it is not whole.
std::size_t ResponseSize(const std::string& bytes) {
  const std::size_t head = bytes.find("\r\n\r\n");
  if (head == std::string::npos) return std::string::npos;
  const std::size_t start = head + 4;
  const std::size_t field = bytes.find("Content-Length: ");
  if (field == std::string::npos || field > head) return start;
  const std::size_t size = start + std::strtoul(bytes.c_str() + field + 16, nullptr, 10);
  return bytes.size() < size ? std::string::npos : size;
}

}  // namespace

RawConnection::RawConnection(const Server& server)
    : socket_(server.port()), context_(SSL_CTX_new(TLS_client_method())) {
  SSL_CTX_load_verify_locations(context_.get(), server.ca_file().c_str(), nullptr);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  tls_.reset(SSL_new(context_.get()));
  SSL_set1_host(tls_.get(), "127.0.0.1");
  SSL_set_fd(tls_.get(), socket_.descriptor());
  EXPECT_EQ(SSL_connect(tls_.get()), 1) << OpenSslError();
}

bool RawConnection::Send(std::string_view bytes) {
  std::size_t written = 0;
  while (!bytes.empty()) {
    if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &written) != 1) return false;
    bytes.remove_prefix(written);
  }
  return true;
}

void RawConnection::EndSending() {
  SSL_shutdown(tls_.get());
  ::shutdown(socket_.descriptor(), SHUT_WR);
}

std::string RawConnection::ReadResponse() {
  std::size_t size = std::string::npos;
  while ((size = ResponseSize(unread_)) == std::string::npos && ReadMore()) {
  }
  std::string response = unread_.substr(0, size);
  unread_.erase(0, size);
  return response;
}

std::string RawConnection::ReadToEnd() {
  while (ReadMore()) {
  }
  return std::move(unread_);
}

bool RawConnection::ReadMore() {
  std::array<char, 16384> buffer;
  std::size_t size = 0;
  if (SSL_read_ex(tls_.get(), buffer.data(), buffer.size(), &size) != 1) return false;
  unread_.append(buffer.data(), size);
  return true;
}

std::string PostHead(std::string_view path, std::size_t length, std::string_view more_headers) {
  std::string head = "POST ";
  head += path;
  head += " HTTP/1.1\r\nHost: tenure\r\nContent-Type: application/json\r\nContent-Length: ";
  head += std::to_string(length);
  head += "\r\n";
  head += more_headers;
  return head + "\r\n";
}

int StatusOf(std::string_view response) {
  constexpr std::string_view kVersion = "HTTP/1.1 ";
  if (!response.starts_with(kVersion)) return 0;
  return std::atoi(std::string(response.substr(kVersion.size(), 3)).c_str());
}

}  // namespace tenure::test
