#include "tests/unit/policies/history/sources/real_prometheus.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <thread>
#include <vector>

#include "policies/history/sources/http_get.h"

namespace tenure::test {
namespace {

constexpr const char* kServer = "/usr/bin/prometheus";
constexpr const char* kTool = "/usr/bin/promtool";

int FreePort() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  ::bind(descriptor, generic, size);
  ::getsockname(descriptor, generic, &size);
  ::close(descriptor);
  return ntohs(address.sin_port);
}

int Start(std::vector<std::string> arguments, const std::string& log) {
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(),
                                     O_WRONLY | O_CREAT | O_APPEND, 0600);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t process = 0;
  ::posix_spawn(&process, pointers[0], &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  return process;
}

}  // namespace

bool RealPrometheus::Installed() {
  return ::access(kServer, X_OK) == 0 && ::access(kTool, X_OK) == 0;
}

RealPrometheus::RealPrometheus(const std::string& open_metrics) {
  std::string pattern = std::filesystem::temp_directory_path() / "tenure-prometheus-XXXXXX";
  folder_ = ::mkdtemp(pattern.data());
  const std::string log = folder_ / "log";
  std::ofstream(folder_ / "samples") << open_metrics;
  std::ofstream(folder_ / "prometheus.yml") << "scrape_configs: []\n";
  const int backfill = Start(
      {kTool, "tsdb", "create-blocks-from", "openmetrics", folder_ / "samples", folder_ / "data"},
      log);
  ::waitpid(backfill, nullptr, 0);
  const std::string address = "127.0.0.1:" + std::to_string(FreePort());
  url_ = "http://" + address;
  process_ = Start({kServer, "--config.file=" + (folder_ / "prometheus.yml").string(),
                    "--storage.tsdb.path=" + (folder_ / "data").string(),
                    "--storage.tsdb.retention.time=100y", "--web.listen-address=" + address},
                   log);
}

RealPrometheus::~RealPrometheus() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
  std::filesystem::remove_all(folder_);
}

bool RealPrometheus::WaitUntilReady() const {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (std::chrono::steady_clock::now() < deadline) {
    if (HttpGet({.url = url_}, "/-/ready", {})) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

}  // namespace tenure::test
