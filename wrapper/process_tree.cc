#include "wrapper/process_tree.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

std::string ProcPath(int pid, const char* file) {
  return "/proc/" + std::to_string(pid) + "/" + file;
}

std::vector<int> NumericNames(const std::string& folder) {
  std::vector<int> numbers;
  std::error_code error;
  for (auto entry = fs::directory_iterator(folder, error); entry != fs::directory_iterator();
       entry.increment(error)) {
    if (error) break;
    const std::string name = entry->path().filename().string();
    int number = 0;
    const auto [end, bad] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (bad == std::errc() && end == name.data() + name.size()) numbers.push_back(number);
  }
  return numbers;
}

// proc(5): "PID (NAME) STATE PPID PGRP SESSION …"; a name may hold anything.
std::optional<Process> ReadProcess(int pid) {
  const auto stat = ReadFile(ProcPath(pid, "stat"));
  const size_t name_end = stat ? stat->rfind(')') : std::string::npos;
  if (name_end == std::string::npos) return std::nullopt;
  Process process{.pid = pid};
  std::istringstream fields(stat->substr(name_end + 1));
  fields >> process.state >> process.parent >> process.group >> process.session;
  return process;
}

// The value of "KEY: value" in a file of /proc, read as a number in `base`.
unsigned long long Field(const std::string& text, const std::string& key, int base) {
  const size_t at = text.find(key + ":");
  if (at == std::string::npos) return 0;
  size_t begin = at + key.size() + 1;
  while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
  unsigned long long number = 0;
  std::from_chars(text.data() + begin, text.data() + text.size(), number, base);
  return number;
}

bool OpenForWriting(int pid, int fd) {
  const auto info = ReadFile(ProcPath(pid, "fdinfo/") + std::to_string(fd));
  return info && (Field(*info, "flags", 8) & O_ACCMODE) != O_RDONLY;
}

std::optional<OpenFile> WrittenFile(int pid, int fd) {
  const std::string link = ProcPath(pid, "fd/") + std::to_string(fd);
  struct stat open_one = {};
  struct stat named_one = {};
  std::error_code error;
  const std::string path = fs::read_symlink(link, error).string();
  if (error || stat(link.c_str(), &open_one) != 0 || !S_ISREG(open_one.st_mode)) return {};
  // A deleted file has no name to restore it by; CRIU carries its content.
  if (stat(path.c_str(), &named_one) != 0 || named_one.st_ino != open_one.st_ino) return {};
  if (!OpenForWriting(pid, fd)) return {};
  return OpenFile{.path = path, .size = static_cast<unsigned long long>(open_one.st_size)};
}

}  // namespace

std::vector<Process> TreeOf(int root) {
  std::multimap<int, Process> by_parent;
  std::vector<Process> tree;
  for (const int pid : NumericNames("/proc")) {
    const auto process = ReadProcess(pid);
    if (!process) continue;
    if (pid == root) tree.push_back(*process);
    by_parent.emplace(process->parent, *process);
  }
  for (size_t i = 0; i < tree.size(); ++i) {
    const auto [begin, end] = by_parent.equal_range(tree[i].pid);
    for (auto child = begin; child != end; ++child) tree.push_back(child->second);
  }
  return tree;
}

std::vector<int> IdsOf(const std::vector<Process>& tree) {
  std::set<int> ids;
  for (const Process& process : tree) {
    ids.insert({process.pid, process.group, process.session});
    for (const int thread : NumericNames(ProcPath(process.pid, "task"))) ids.insert(thread);
  }
  return {ids.begin(), ids.end()};
}

std::vector<OpenFile> FilesWrittenBy(const std::vector<Process>& tree) {
  std::map<std::string, OpenFile> files;
  for (const Process& process : tree) {
    for (const int fd : NumericNames(ProcPath(process.pid, "fd"))) {
      if (const auto file = WrittenFile(process.pid, fd)) files.emplace(file->path, *file);
    }
  }
  std::vector<OpenFile> list;
  list.reserve(files.size());
  for (auto& [path, file] : files) list.push_back(std::move(file));
  return list;
}

unsigned long long MemoryOf(const std::vector<Process>& tree) {
  unsigned long long kilobytes = 0;
  for (const Process& process : tree) {
    const auto status = ReadFile(ProcPath(process.pid, "status"));
    if (status) kilobytes += Field(*status, "RssAnon", 10) + Field(*status, "RssShmem", 10);
  }
  return kilobytes * 1024;
}

void Continue(const std::vector<Process>& tree, const std::vector<Process>& stopped_before) {
  // Children first: a parent that watches them sees nothing stopped.
  for (auto process = tree.rbegin(); process != tree.rend(); ++process) {
    const bool leave = std::any_of(
        stopped_before.begin(), stopped_before.end(),
        [&](const Process& before) { return before.pid == process->pid && before.state == 'T'; });
    if (!leave) kill(process->pid, SIGCONT);
  }
}

void KillAll(const std::vector<Process>& tree) {
  for (const Process& process : tree) kill(process.pid, SIGKILL);
}

}  // namespace tenure::wrapper
