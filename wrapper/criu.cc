#include "wrapper/criu.h"

#include <sys/stat.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <sstream>

#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Common(const Criu& criu, const char* action, const std::string& images) {
  std::vector<std::string> command = criu.program;
  // Cgroups are the container's: it may neither read nor make them.
  // Connections are closed, the other side has given up by the time of a restore.
  command.insert(command.end(), {action, "--images-dir", images, "-v2", "--manage-cgroups=ignore",
                                 "--tcp-close", "--file-locks"});
  command.insert(command.end(), criu.options.begin(), criu.options.end());
  return command;
}

bool ComesFromOutside(const std::string& stream) {
  return stream.starts_with("pipe:[") || stream.starts_with("socket:[");
}

}  // namespace

Criu FindCriu(const Options& options) {
  if (!options.criu.empty()) return {{options.criu}, options.criu_options};
  std::error_code error;
  const fs::path self = fs::read_symlink("/proc/self/exe", error);
  const fs::path bundle = self.parent_path() / "criu";
  const fs::path loader = bundle / "ld-linux-x86-64.so.2";
  if (!error && access(loader.c_str(), X_OK) == 0) {
    return {{loader, "--library-path", bundle / "lib", bundle / "criu"}, options.criu_options};
  }
  return {{"criu"}, options.criu_options};
}

void MakeTemporaryFolder() {
  if (mkdir("/tmp", 0777) == 0) chmod("/tmp", 01777);
}

Streams OwnStreams() {
  Streams streams;
  for (size_t i = 0; i < streams.size(); ++i) {
    std::error_code error;
    streams[i] = fs::read_symlink("/proc/self/fd/" + std::to_string(i), error).string();
  }
  return streams;
}

std::vector<std::string> DumpCommand(const Criu& criu, int pid, const std::string& images) {
  auto command = Common(criu, "dump", images);
  // A deleted file that is still open has only its content in the images.
  command.insert(command.end(), {"--tree", std::to_string(pid), "--log-file", "dump.log",
                                 "--leave-stopped", "--ghost-limit", "1G"});
  return command;
}

std::vector<std::string> RestoreCommand(const Criu& criu, const std::string& images,
                                        const std::string& work, const Streams& streams) {
  auto command = Common(criu, "restore", images);
  command.insert(command.end(), {"--work-dir", work, "--log-file", "restore.log",
                                 "--restore-detached", "--restore-sibling"});
  for (size_t i = 0; i < streams.size(); ++i) {
    const bool again = i == 2 && streams[2] == streams[1];
    if (!ComesFromOutside(streams[i]) || again) continue;
    command.insert(command.end(), {"--inherit-fd", "fd[" + std::to_string(i) + "]:" + streams[i]});
  }
  return command;
}

std::string ErrorsIn(const std::string& log) {
  constexpr size_t kAtMost = 5;
  const auto text = ReadFile(log);
  if (!text) return "no log: " + text.error();
  std::deque<std::string> errors;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("Error") == std::string::npos) continue;
    errors.push_back(line);
    if (errors.size() > kAtMost) errors.pop_front();
  }
  std::string joined;
  for (const auto& error : errors) joined += (joined.empty() ? "" : "; ") + error;
  return joined.empty() ? "its log names no error" : joined;
}

}  // namespace tenure::wrapper
