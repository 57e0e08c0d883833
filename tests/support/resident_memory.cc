#include "tests/support/resident_memory.h"

#include <unistd.h>

#include <fstream>

namespace tenure::test {

std::size_t ResidentMemoryOf(const std::string& process) {
  std::ifstream statm("/proc/" + process + "/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace tenure::test
