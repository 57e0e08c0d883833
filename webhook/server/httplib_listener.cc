#include "webhook/server/httplib_listener.h"

#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <future>
#include <system_error>
#include <thread>
#include <utility>

#include "webhook/listener/framing.h"

namespace tenure {
namespace {

using httplib::Request;
using httplib::Response;
using httplib::Server;

constexpr int kBacklog = 128;
constexpr std::size_t kBodyBytes = 1024;

std::string AddressText(const std::string& host, int port) {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (is_v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

std::optional<FramingError> CheckHead(const Request& request) {
  const std::string content_type = request.get_header_value("Content-Type");
  const std::string content_encoding = request.get_header_value("Content-Encoding");
  const std::string content_length = request.get_header_value("Content-Length");
  return CheckFraming({.method = request.method,
                       .target = request.target,
                       .content_type = content_type,
                       .content_encoding = content_encoding,
                       .content_length = content_length,
                       .content_lengths = request.get_header_value_count("Content-Length"),
                       .has_transfer_encoding = request.has_header("Transfer-Encoding"),
                       .has_range = request.has_header("Range")});
}

// As getnameinfo writes it; an IPv6 socket takes IPv4 callers, too.
bool IsLoopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

class HttplibListener final : public Listener {
 public:
  explicit HttplibListener(PlainListenerOptions options) : options_(std::move(options)) {
    server_.set_keep_alive_max_count(1);
    server_.set_tcp_nodelay(true);  // it writes head and body apart: 44 ms with Nagle
    server_.set_payload_max_length(kBodyBytes);
    ConfigureSocket();
    ConfigureHandlers();
  }

  ~HttplibListener() override {
    if (thread_.joinable()) Stop();
  }

  tl::expected<std::string, std::string> Start() override {
    const Address& address = options_.address;
    errno = 0;
    const int port = Bind(address);
    if (port <= 0) {
      return tl::unexpected(AddressText(address.host, address.port) + ": " +
                            std::generic_category().message(errno));
    }
    ::listen(socket_, kBacklog);
    std::future<void> serving = serving_.get_future();
    thread_ = std::thread([this] { Serve(); });
    serving.wait();
    return AddressText(address.host, port);
  }

  void Drain() override {}

  void Stop() override {
    stopping_ = true;
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  void ConfigureSocket() {
    // Its own options include SO_REUSEPORT: a second server would share the port in silence.
    server_.set_socket_options([this](int socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      socket_ = socket;
    });
    // Asked for when the accept loop starts.
    server_.new_task_queue = [this]() -> httplib::TaskQueue* {
      auto pool = std::make_unique<httplib::ThreadPool>(options_.workers);
      serving_.set_value();
      return pool.release();
    };
  }

  void ConfigureHandlers() {
    // Before a body is read: none is wanted.
    server_.set_pre_routing_handler([this](const Request& request, Response& response) {
      if (const auto error = CheckHead(request)) {
        response.status = error->status;
        response.set_content(std::string(error->sentence) + '\n', "text/plain");
      } else {
        Dispatch(request, response);
      }
      return Server::HandlerResponse::Handled;
    });
    server_.set_exception_handler(
        [](const Request& /*request*/, Response& response, const std::exception_ptr& /*thrown*/) {
          response.status = 500;
          response.set_content("internal error\n", "text/plain");
        });
  }

  void Dispatch(const Request& request, Response& response) const {
    HttpResponse answer;
    options_.handler({.method = request.method,
                      .target = request.target,
                      .content_type = {},
                      .traceparent = {},
                      .body = {},
                      .arrived = std::chrono::steady_clock::now(),
                      .from_loopback = IsLoopback(request.remote_addr)},
                     answer);
    response.status = answer.status;
    if (!answer.allow.empty()) response.set_header("Allow", std::string(answer.allow));
    response.set_content(answer.body, std::string(answer.content_type));
  }

  int Bind(const Address& address) {
    if (address.port == 0) return server_.bind_to_any_port(address.host);
    return server_.bind_to_port(address.host, address.port) ? address.port : -1;
  }

  void Serve() {
    server_.listen_after_bind();
    if (!stopping_ && options_.on_failure) options_.on_failure();
  }

  const PlainListenerOptions options_;
  Server server_;
  std::thread thread_;
  std::promise<void> serving_;
  int socket_ = -1;
  std::atomic<bool> stopping_ = false;
};

}  // namespace

std::unique_ptr<Listener> NewPlainListener(PlainListenerOptions options) {
  return std::make_unique<HttplibListener>(std::move(options));
}

}  // namespace tenure
