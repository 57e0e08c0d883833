#include "wrapper/requirements.h"

#include <linux/capability.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <sstream>

#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

struct Needed {
  int capability;
  const char* sentence;
};

// Each seen to be needed with CRIU 4.1.1 in an otherwise default container.
constexpr std::array<Needed, 3> kNeeded = {{
    {CAP_SYS_ADMIN, "capability SYS_ADMIN, to dump and to restore (capabilities.add)"},
    {CAP_NET_ADMIN, "capability NET_ADMIN: the dump works without it, the restore does not"},
    {CAP_SYS_TIME,
     "capability SYS_TIME: the dump works without it, the restore does not "
     "(the time namespace of the clock)"},
}};

std::string Field(const std::string& status, const std::string& key) {
  const size_t at = status.find("\n" + key + ":");
  if (at == std::string::npos) return "";
  const size_t begin = status.find_first_not_of(" \t", at + key.size() + 2);
  return status.substr(begin, status.find('\n', begin) - begin);
}

unsigned long long Hexadecimal(const std::string& text) {
  unsigned long long number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

bool WholeUserNamespace(const std::string& uid_map) {
  unsigned long long inside = 0;
  unsigned long long outside = 0;
  unsigned long long count = 0;
  std::istringstream(uid_map) >> inside >> outside >> count;
  return outside == 0 && count == 4294967295ULL;
}

}  // namespace

std::vector<std::string> MissingFor(const std::string& status, const std::string& uid_map) {
  std::vector<std::string> missing;
  const std::string uids = Field(status, "Uid");  // real, effective, saved, file system
  if (uids.find("\t0\t") == std::string::npos) {
    missing.emplace_back("user 0: added capabilities reach only root (runAsUser: 0)");
  }
  const unsigned long long effective = Hexadecimal(Field(status, "CapEff"));
  for (const Needed& needed : kNeeded) {
    if ((effective >> needed.capability & 1) == 0) missing.emplace_back(needed.sentence);
  }
  if (Field(status, "Seccomp") == "2") {
    missing.emplace_back("a seccomp profile that lets CRIU work (seccompProfile: Unconfined)");
  }
  if (!WholeUserNamespace(uid_map)) {
    missing.emplace_back("the node's user namespace (hostUsers must not be false)");
  }
  return missing;
}

std::vector<std::string> MissingHere() {
  auto missing = MissingFor(ReadFile("/proc/self/status").value_or(""),
                            ReadFile("/proc/self/uid_map").value_or(""));
  if (access("/tmp", W_OK) != 0) {
    missing.emplace_back("a folder /tmp that can be written to (mount an emptyDir there)");
  }
  if (isatty(STDIN_FILENO) != 0 || isatty(STDOUT_FILENO) != 0) {
    missing.emplace_back("streams that are no terminal (tty: true has to go)");
  }
  return missing;
}

}  // namespace tenure::wrapper
