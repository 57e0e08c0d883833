#include "tests/e2e/driver/server_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>

#include "tests/support/files.h"
#include "tests/support/resident_memory.h"

extern char** environ;

namespace tenure::test {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds kPatience{60};

std::vector<char*> Pointers(std::vector<std::string>& arguments) {
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  return pointers;
}

pid_t Spawn(std::vector<std::string> arguments, int output, const std::string& error_file) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, error_file.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t id = -1;
  arguments.insert(arguments.begin(), TENURE_BINARY);
  EXPECT_EQ(posix_spawn(&id, TENURE_BINARY, &actions, nullptr, Pointers(arguments).data(), environ),
            0);
  posix_spawn_file_actions_destroy(&actions);
  return id;
}

int PortOf(const Json& address) {
  const auto text = address.get<std::string>();
  return std::stoi(text.substr(text.rfind(':') + 1));
}

}  // namespace

Process::Process(const std::vector<std::string>& arguments) {
  std::array<int, 2> pipe{};
  EXPECT_EQ(pipe2(pipe.data(), O_CLOEXEC), 0);
  id_ = Spawn(arguments, pipe[1], folder_.path() / "stderr");
  ::close(pipe[1]);
  reader_ = std::thread([this, end = pipe[0]] { ReadOutput(end); });
}

Process::~Process() {
  if (!status_) {
    Signal(SIGKILL);
    Wait();
  }
}

void Process::Signal(int number) const { ::kill(id_, number); }

int Process::Wait() {
  if (status_) return *status_;
  int status = 0;
  ::waitpid(id_, &status, 0);
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  reader_.join();
  return *status_;
}

std::optional<std::string> Process::WaitForLine(
    const std::function<bool(const std::string&)>& suits) {
  std::unique_lock lock(mutex_);
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  std::size_t seen = 0;
  while (true) {
    for (; seen < lines_.size(); ++seen) {
      if (suits(lines_[seen])) return lines_[seen];
    }
    if (ended_) return std::nullopt;
    if (grown_.wait_until(lock, deadline) == std::cv_status::timeout) return std::nullopt;
  }
}

std::vector<std::string> Process::Lines() const {
  const std::lock_guard lock(mutex_);
  return lines_;
}

std::string Process::Errors() const { return ReadFile(folder_.path() / "stderr"); }

std::size_t Process::ResidentMemory() const { return ResidentMemoryOf(std::to_string(id_)); }

bool Process::IsAsleep() const {
  const auto tasks = "/proc/" + std::to_string(id_) + "/task";
  return std::ranges::all_of(std::filesystem::directory_iterator(tasks), [](const auto& task) {
    const std::string stat = ReadFile(task.path() / "stat");
    // The name ends with the last ")" and may have others in it.
    return stat.substr(stat.rfind(')')).starts_with(") S");
  });
}

std::string Process::MappedFiles() const {
  return ReadFile("/proc/" + std::to_string(id_) + "/maps");
}

void Process::LimitDescriptors(int count) const {
  const rlimit limit{.rlim_cur = static_cast<rlim_t>(count),
                     .rlim_max = static_cast<rlim_t>(count)};
  EXPECT_EQ(::prlimit(id_, RLIMIT_NOFILE, &limit, nullptr), 0);
}

void Process::ReadOutput(int pipe) {
  std::string pending;
  std::array<char, 65536> buffer;
  ssize_t size = 0;
  while ((size = ::read(pipe, buffer.data(), buffer.size())) > 0) {
    pending.append(buffer.data(), static_cast<std::size_t>(size));
    const std::lock_guard lock(mutex_);
    for (std::size_t end = 0; (end = pending.find('\n')) != std::string::npos;) {
      lines_.push_back(pending.substr(0, end));
      pending.erase(0, end + 1);
    }
    grown_.notify_all();
  }
  ::close(pipe);
  const std::lock_guard lock(mutex_);
  ended_ = true;
  grown_.notify_all();
}

Server::Server(std::vector<std::string> more_arguments, std::filesystem::path ca_file)
    : ca_file_(std::move(ca_file)) {
  std::vector<std::string> arguments = {"serve", "--listen", "127.0.0.1:0", "--probe-listen",
                                        "127.0.0.1:0"};
  if (ca_file_.empty()) {
    arguments.insert(arguments.end(), {"--self-signed", folder_.path().string()});
    ca_file_ = folder_.path() / "ca.crt";
  }
  arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
  process_ = std::make_unique<Process>(arguments);
  const auto line = process_->WaitForLine(
      [](const std::string& text) { return text.find("\"listening\"") != std::string::npos; });
  if (!line) {
    process_->Signal(SIGKILL);
    process_->Wait();
    throw std::runtime_error("the server does not start: " + process_->Errors());
  }
  const Json event = Json::parse(*line);
  port_ = PortOf(event.at("address"));
  probe_port_ = PortOf(event.at("probes"));
  policy_ = event.at("policy");
}

int Server::Stop() {
  process_->Signal(SIGINT);
  const int status = process_->Wait();
  if (status != 0) ADD_FAILURE() << "the server ended badly:\n" << process_->Errors();
  return status;
}

std::vector<Json> Server::Events(const std::string& event) const {
  std::vector<Json> events;
  for (const std::string& line : process_->Lines()) {
    Json parsed = Json::parse(line);
    if (parsed.at("event") == event) events.push_back(std::move(parsed));
  }
  return events;
}

Json Server::WaitForDecision(const std::string& uid) {
  const auto line = process_->WaitForLine([&](const std::string& text) {
    return text.find("\"decision\"") != std::string::npos && text.find(uid) != std::string::npos;
  });
  return line ? Json::parse(*line) : Json();
}

}  // namespace tenure::test
