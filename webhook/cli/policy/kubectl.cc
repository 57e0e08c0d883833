#include "webhook/cli/policy/kubectl.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

extern char** environ;

namespace tenure {
namespace {

constexpr int kNoSuchProgram = 127;

std::vector<char*> Pointers(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Negative: it could not be started.
pid_t Start(std::vector<std::string> words, int output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t id = -1;
  const int error = ::posix_spawnp(&id, words.front().c_str(), &actions, nullptr,
                                   Pointers(words).data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? id : -1;
}

std::string ReadAll(int pipe) {
  std::string text;
  std::array<char, 4096> buffer{};
  while (true) {
    const ssize_t size = ::read(pipe, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

int WaitFor(pid_t id) {
  int status = 0;
  while (::waitpid(id, &status, 0) < 0) {
    if (errno != EINTR) return kNoSuchProgram;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : kNoSuchProgram;
}

KubectlRun Run(const std::string& program, std::vector<std::string> arguments) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return {.status = kNoSuchProgram, .out = {}};
  arguments.insert(arguments.begin(), program);
  const pid_t id = Start(std::move(arguments), pipe[1]);
  ::close(pipe[1]);
  KubectlRun run{.status = kNoSuchProgram, .out = {}};
  if (id > 0) {
    run.out = ReadAll(pipe[0]);
    run.status = WaitFor(id);
  }
  ::close(pipe[0]);
  return run;
}

}  // namespace

Kubectl KubectlProgram(std::string program) {
  return [program = std::move(program)](const std::vector<std::string>& arguments) {
    return Run(program, arguments);
  };
}

}  // namespace tenure
