#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace tenure::test {

// A run of the tenure binary, ended at the latest with this object.
class Process {
 public:
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void Signal(int number) const;
  // Its exit status; -1 when a signal ended it. Waits for it.
  int Wait();

  // Waits for a line of standard output that suits; none when the process ends
  // or a minute passes.
  std::optional<std::string> WaitForLine(const std::function<bool(const std::string&)>& suits);
  // All so far; after Wait, all there are.
  [[nodiscard]] std::vector<std::string> Lines() const;
  // Standard error; after Wait.
  [[nodiscard]] std::string Errors() const;
  // In bytes, of the process as it is now.
  [[nodiscard]] std::size_t ResidentMemory() const;
  // Whether none of its threads has anything to do now.
  [[nodiscard]] bool IsAsleep() const;
  // As in /proc: a line for each mapping, with the file's path.
  [[nodiscard]] std::string MappedFiles() const;
  // No more open files from now on.
  void LimitDescriptors(int count) const;

 private:
  void ReadOutput(int pipe);

  TemporaryFolder folder_;
  pid_t id_ = -1;
  std::optional<int> status_;
  mutable std::mutex mutex_;
  std::condition_variable grown_;
  std::vector<std::string> lines_;
  bool ended_ = false;
  std::thread reader_;
};

// `tenure serve` on free ports of this machine, with a certificate of its own,
// or with one that the arguments name and `ca_file` signed.
class Server {
 public:
  explicit Server(std::vector<std::string> more_arguments = {}, std::filesystem::path ca_file = {});

  [[nodiscard]] int port() const { return port_; }
  [[nodiscard]] int probe_port() const { return probe_port_; }
  [[nodiscard]] const std::string& policy() const { return policy_; }
  [[nodiscard]] std::filesystem::path ca_file() const { return ca_file_; }
  [[nodiscard]] Process& process() { return *process_; }

  // SIGINT, and its exit status.
  int Stop();

  // The log's events of that kind, so far.
  [[nodiscard]] std::vector<nlohmann::json> Events(const std::string& event) const;
  // Waits for the decision about that uid.
  [[nodiscard]] nlohmann::json WaitForDecision(const std::string& uid);

 private:
  TemporaryFolder folder_;
  std::filesystem::path ca_file_;
  std::unique_ptr<Process> process_;
  int port_ = 0;
  int probe_port_ = 0;
  std::string policy_;
};

}  // namespace tenure::test
