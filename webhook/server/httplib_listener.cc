#include "webhook/server/httplib_listener.h"

#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <future>
#include <limits>
#include <system_error>
#include <thread>
#include <utility>

#include "certs/tls.h"
#include "webhook/server/framing.h"
#include "webhook/server/limits.h"
#include "webhook/server/open_connections.h"

namespace tenure {
namespace {

using httplib::Request;
using httplib::Response;
using httplib::Server;

// cpp-httplib's own is 5: a burst of connections then waits for SYNs to be sent again.
constexpr int kBacklog = 1024;
// After this, requests that are still in flight when the listener stops are cut off.
constexpr std::chrono::seconds kStopWithin{15};

constexpr const char* kConnection = "Connection";
constexpr const char* kClose = "close";

std::string AddressText(const std::string& host, int port) {
  const bool is_v6 = host.find(':') != std::string::npos;
  return (is_v6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

RequestHead HeadOf(const Request& request, std::string& content_type, std::string& content_encoding,
                   std::string& content_length) {
  content_type = request.get_header_value("Content-Type");
  content_encoding = request.get_header_value("Content-Encoding");
  content_length = request.get_header_value("Content-Length");
  return {.method = request.method,
          .target = request.target,
          .content_type = content_type,
          .content_encoding = content_encoding,
          .content_length = content_length,
          .content_lengths = request.get_header_value_count("Content-Length"),
          .has_transfer_encoding = request.has_header("Transfer-Encoding"),
          .has_range = request.has_header("Range")};
}

class HttplibListener final : public Listener {
 public:
  HttplibListener(ListenerOptions options, std::shared_ptr<const IdentitySource> identity)
      : options_(std::move(options)), identity_(std::move(identity)) {
    if (identity_) {
      server_ = std::make_unique<httplib::SSLServer>(
          [this](SSL_CTX& context) { return ConfigureTls(context); });
      server_->set_keep_alive_max_count(std::numeric_limits<std::size_t>::max());
    } else {
      server_ = std::make_unique<Server>();
      server_->set_keep_alive_max_count(1);
    }
    ConfigureSockets();
    ConfigureHandlers();
  }

  ~HttplibListener() override {
    if (thread_.joinable()) Stop();
  }

  tl::expected<std::string, std::string> Start() override {
    errno = 0;
    const int port = Bind();
    if (port <= 0) {
      return tl::unexpected(AddressText(options_.host, options_.port) + ": " +
                            std::generic_category().message(errno));
    }
    ::listen(socket_, kBacklog);
    std::future<void> serving = serving_.get_future();
    thread_ = std::thread([this] { Serve(); });
    serving.wait();
    return AddressText(options_.host, port);
  }

  void Drain() override { draining_ = true; }

  void Stop() override {
    draining_ = true;
    stopping_ = true;
    std::future<void> stopped = stopped_.get_future();
    server_->stop();
    connections_.EndIdle();
    if (stopped.wait_for(kStopWithin) == std::future_status::timeout) connections_.EndAll();
    thread_.join();
  }

 private:
  bool ConfigureTls(SSL_CTX& context) {
    SSL_CTX_set_cert_cb(
        &context,
        [](SSL* connection, void* self) {
          auto* listener = static_cast<HttplibListener*>(self);
          listener->connections_.Add(connection);
          return PresentIdentity(*connection, *listener->identity_->Current()) ? 1 : 0;
        },
        this);
    return ConfigureServerTls(context);
  }

  void ConfigureSockets() {
    server_->set_tcp_nodelay(true);  // it writes head and body apart: 44 ms with Nagle
    server_->set_keep_alive_timeout(limits::kKeepAlive.count());
    server_->set_payload_max_length(limits::kBodyBytes);
    // Its own options include SO_REUSEPORT: a second server would share the port in silence.
    server_->set_socket_options([this](int socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
      socket_ = socket;
    });
    // Asked for when the accept loop starts.
    server_->new_task_queue = [this]() -> httplib::TaskQueue* {
      auto pool = std::make_unique<httplib::ThreadPool>(options_.workers);
      serving_.set_value();
      return pool.release();
    };
  }

  void ConfigureHandlers() {
    using Outcome = Server::HandlerResponse;
    server_->set_expect_100_continue_handler(
        [this](const Request& /*request*/, Response& /*response*/) {
          connections_.SetBusy(true);
          return 100;
        });
    server_->set_pre_routing_handler([this](const Request& request, Response& response) {
      return BeforeBody(request, response) ? Outcome::Handled : Outcome::Unhandled;
    });
    server_->Post(
        ".*", [this](const Request& request, Response& response) { Dispatch(request, response); });
    server_->set_error_handler(Server::Handler(
        [this](const Request& /*request*/, Response& response) { ExplainError(response); }));
    server_->set_exception_handler(
        [](const Request& /*request*/, Response& response, const std::exception_ptr& /*thrown*/) {
          response.status = 500;
          response.set_content("internal error\n", "text/plain");
        });
    server_->set_post_routing_handler([this](const Request& /*request*/, Response& response) {
      if (draining_) response.set_header(kConnection, kClose);
    });
    server_->set_logger(
        [this](const Request& /*request*/, const Response& response) { AfterResponse(response); });
  }

  // True: answered already. Only a POST has a body that is read.
  bool BeforeBody(const Request& request, Response& response) {
    connections_.SetBusy(true);
    std::string content_type;
    std::string content_encoding;
    std::string content_length;
    const RequestHead head = HeadOf(request, content_type, content_encoding, content_length);
    if (const auto error = CheckFraming(head)) {
      Refuse(error->status, std::string(error->sentence) + '\n', response);
      return true;
    }
    if (request.method == "POST") return false;
    Dispatch(request, response);
    if (head.content_lengths > 0) response.set_header(kConnection, kClose);
    return true;
  }

  void Dispatch(const Request& request, Response& response) const {
    const std::string content_type = request.get_header_value("Content-Type");
    HttpResponse answer;
    options_.handler({.method = request.method,
                      .target = request.target,
                      .content_type = content_type,
                      .body = request.body},
                     answer);
    response.status = answer.status;
    // Without a parameter it would be compressed: the API server's client
    // accepts gzip, and that costs more than the decision.
    const bool is_json = answer.content_type == "application/json";
    response.set_header("Content-Type", is_json ? "application/json; charset=utf-8"
                                                : std::string(answer.content_type));
    if (!answer.allow.empty()) response.set_header("Allow", std::string(answer.allow));
    response.body = std::move(answer.body);
  }

  void Refuse(int status, std::string sentence, Response& response) const {
    if (options_.on_malformed) options_.on_malformed();
    response.status = status;
    response.set_header(kConnection, kClose);
    response.set_content(sentence, "text/plain");
  }

  // Errors of cpp-httplib's own have no body: what it could not parse, a body
  // that is too large.
  void ExplainError(Response& response) const {
    if (!response.body.empty()) return;
    Refuse(response.status,
           response.status == 413 ? "the body has more than 8 MiB\n"
                                  : "this is not HTTP as an API server sends it\n",
           response);
  }

  // cpp-httplib does not close after a response that says so.
  void AfterResponse(const Response& response) {
    connections_.SetBusy(false);
    if (response.get_header_value(kConnection) != kClose) return;
    if (response.status >= 400) {
      connections_.EndAfterRefusal();
    } else {
      connections_.EndAfterResponse();
    }
  }

  int Bind() {
    if (options_.port == 0) return server_->bind_to_any_port(options_.host);
    return server_->bind_to_port(options_.host, options_.port) ? options_.port : -1;
  }

  void Serve() {
    server_->listen_after_bind();
    if (!stopping_ && options_.on_failure) options_.on_failure();
    stopped_.set_value();
  }

  ListenerOptions options_;
  std::shared_ptr<const IdentitySource> identity_;
  OpenConnections connections_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::promise<void> serving_;
  std::promise<void> stopped_;
  int socket_ = -1;
  std::atomic<bool> draining_ = false;
  std::atomic<bool> stopping_ = false;
};

}  // namespace

std::unique_ptr<Listener> NewTlsListener(ListenerOptions options,
                                         std::shared_ptr<const IdentitySource> identity) {
  return std::make_unique<HttplibListener>(std::move(options), std::move(identity));
}

std::unique_ptr<Listener> NewPlainListener(ListenerOptions options) {
  return std::make_unique<HttplibListener>(std::move(options), nullptr);
}

}  // namespace tenure
