// Sends one request over and over, over TLS connections that are kept alive, one thread each, and
// prints how many were answered and how long they took, as one line of JSON. With a rate, a
// request's time begins when it was due, not when it could be sent. With a storm, so many new
// connections are made at once every second instead, and closed.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Options {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8443;
  std::string path = "/mutate";
  std::string body_file;
  std::string ca_file;
  int connections = 25;
  double seconds = 5;
  double rate = 0;  // requests a second over all connections; 0: as many as there are answers
  int storm = 0;
};

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* ctx) const { SSL_CTX_free(ctx); }
};

class Connection {
 public:
  Connection(const Options& options, SSL_CTX* context) : ssl_(SSL_new(context)) {
    fd_ = socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1;
    setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(options.port);
    inet_pton(AF_INET, options.address.c_str(), &to.sin_addr);
    if (connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) return;
    SSL_set_fd(ssl_.get(), fd_);
    is_open_ = SSL_connect(ssl_.get()) == 1;
  }
  ~Connection() {
    if (fd_ >= 0) close(fd_);
  }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_open() const { return is_open_; }

  // Whether the request was answered with a 200, whole.
  bool Exchange(const std::string& request) {
    if (!is_open_) return false;
    is_open_ = SSL_write(ssl_.get(), request.data(), static_cast<int>(request.size())) > 0 &&
               ReadResponse();
    return is_open_;
  }

 private:
  bool ReadResponse() {
    std::string response;
    std::size_t wanted = std::string::npos;
    char buffer[16384];
    while (response.size() < wanted) {
      const int n = SSL_read(ssl_.get(), buffer, sizeof buffer);
      if (n <= 0) return false;
      response.append(buffer, static_cast<std::size_t>(n));
      if (wanted == std::string::npos) wanted = LengthOf(response);
    }
    return response.starts_with("HTTP/1.1 200");
  }

  // Of the whole response, once its header is there.
  static std::size_t LengthOf(const std::string& response) {
    const std::size_t end = response.find("\r\n\r\n");
    if (end == std::string::npos) return end;
    const std::size_t field = response.find("Content-Length: ");
    return end + 4 + std::stoul(response.substr(field + 16));
  }

  std::unique_ptr<SSL, SslFree> ssl_;
  int fd_ = -1;
  bool is_open_ = false;
};

std::string Request(const Options& options) {
  std::ifstream in(options.body_file, std::ios::binary);
  const std::string body((std::istreambuf_iterator<char>(in)), {});
  return "POST " + options.path + "?timeout=2s HTTP/1.1\r\nHost: " + options.address +
         "\r\nUser-Agent: kube-apiserver-admission\r\nContent-Type: application/json\r\n"
         "Accept: application/json, */*\r\nAccept-Encoding: gzip\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct Result {
  std::vector<double> milliseconds;
  long failed = 0;
};

// When the connections' requests are due, spread evenly.
class Schedule {
 public:
  Schedule(const Options& options, int connection) {
    if (options.rate <= 0) return;
    const std::chrono::duration<double> interval(options.connections / options.rate);
    interval_ = std::chrono::duration_cast<Clock::duration>(interval);
    next_ = Clock::now() + interval_ * connection / options.connections;
  }

  // Not beyond the end.
  Clock::time_point WaitForNext(Clock::time_point end) {
    if (interval_ == Clock::duration::zero()) return Clock::now();
    const auto due = next_;
    std::this_thread::sleep_until(std::min(due, end));
    next_ += interval_;
    return due;
  }

 private:
  Clock::duration interval_ = Clock::duration::zero();
  Clock::time_point next_;
};

Result RunConnection(const Options& options, SSL_CTX* context, const std::string& request,
                     int number, Clock::time_point end) {
  Result result;
  auto connection = std::make_unique<Connection>(options, context);
  Schedule schedule(options, number);
  while (Clock::now() < end) {
    const auto start = schedule.WaitForNext(end);
    if (start >= end) break;
    if (connection->Exchange(request)) {
      const std::chrono::duration<double, std::milli> took = Clock::now() - start;
      result.milliseconds.push_back(took.count());
    } else if (++result.failed < 10) {
      connection = std::make_unique<Connection>(options, context);
    } else {
      break;
    }
  }
  return result;
}

double Percentile(const std::vector<double>& sorted, double fraction) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(fraction * static_cast<double>(sorted.size() - 1))];
}

// The handshakes of one second, all at once.
Result RunStorm(const Options& options, SSL_CTX* context, Clock::time_point end) {
  Result result;
  for (auto next = Clock::now(); next < end; next += std::chrono::seconds(1)) {
    std::this_thread::sleep_until(next);
    std::atomic<int> failed = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < options.storm; ++i) {
      threads.emplace_back([&] { failed += Connection(options, context).is_open() ? 0 : 1; });
    }
    threads.clear();
    result.failed += failed;
  }
  return result;
}

void Print(const Options& options, Result result) {
  std::ranges::sort(result.milliseconds);
  const auto& ms = result.milliseconds;
  std::printf(
      R"({"connections": %d, "requests": %zu, "failed": %ld, "per_second": %.0f, "p50_ms": %.3f, )"
      R"("p99_ms": %.3f, "max_ms": %.3f})"
      "\n",
      options.connections, ms.size(), result.failed,
      static_cast<double>(ms.size()) / options.seconds, Percentile(ms, 0.5), Percentile(ms, 0.99),
      Percentile(ms, 1));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Sends one request over and over over TLS");
  app.add_option("--address", options.address);
  app.add_option("--port", options.port)->required();
  app.add_option("--path", options.path);
  app.add_option("--body", options.body_file)->required();
  app.add_option("--ca", options.ca_file)->required();
  app.add_option("--connections", options.connections);
  app.add_option("--seconds", options.seconds);
  app.add_option("--rate", options.rate);
  app.add_option("--storm", options.storm);
  CLI11_PARSE(app, argc, argv);

  const std::unique_ptr<SSL_CTX, SslFree> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context.get(), options.ca_file.c_str(), nullptr) != 1) return 2;
  const std::string request = Request(options);
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(options.seconds));
  if (options.storm > 0) {
    Print(options, RunStorm(options, context.get(), end));
    return 0;
  }
  std::vector<Result> results(static_cast<std::size_t>(options.connections));
  std::vector<std::jthread> threads;
  int number = 0;
  for (Result& result : results) {
    threads.emplace_back([&, number = number++] {
      result = RunConnection(options, context.get(), request, number, end);
    });
  }
  threads.clear();
  Result all;
  for (const Result& result : results) {
    all.failed += result.failed;
    all.milliseconds.insert(all.milliseconds.end(), result.milliseconds.begin(),
                            result.milliseconds.end());
  }
  Print(options, std::move(all));
  return 0;
}
