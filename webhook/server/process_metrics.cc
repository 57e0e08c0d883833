#include "webhook/server/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>

namespace tenure {
namespace {

prometheus::Gauge& Register(prometheus::Registry& registry, const char* name, const char* help) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

double Seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// Since the epoch: of the folder that the kernel makes with the process.
double StartTime() {
  std::ifstream uptime_file("/proc/uptime");
  double uptime = 0;
  uptime_file >> uptime;
  std::ifstream stat("/proc/self/stat");
  std::string text;
  std::getline(stat, text);
  // Field 22, counted from the first one behind the name in parentheses, the third.
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 2, text.size())));
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  const double ticks = std::strtod(field.c_str(), nullptr);
  const double age = uptime - ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count() - age;
}

double CountOf(const char* folder) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  return error ? 0 : static_cast<double>(std::distance(entries, {}));
}

}  // namespace

ProcessMetrics::ProcessMetrics(prometheus::Registry& registry)
    : cpu_seconds_(Register(registry, "process_cpu_seconds_total", "CPU time, user and system.")),
      resident_bytes_(Register(registry, "process_resident_memory_bytes", "Resident memory.")),
      virtual_bytes_(Register(registry, "process_virtual_memory_bytes", "Virtual memory.")),
      open_descriptors_(Register(registry, "process_open_fds", "Open file descriptors.")),
      descriptor_limit_(Register(registry, "process_max_fds", "As many as may be open.")),
      threads_(Register(registry, "process_threads", "Threads.")),
      start_time_(Register(registry, "process_start_time_seconds", "Start, since the epoch.")) {
  start_time_.Set(StartTime());
}

void ProcessMetrics::Refresh() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  cpu_seconds_.Set(Seconds(usage.ru_utime) + Seconds(usage.ru_stime));
  std::ifstream statm("/proc/self/statm");
  double total_pages = 0;
  double resident_pages = 0;
  if (statm >> total_pages >> resident_pages) {
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    virtual_bytes_.Set(total_pages * page);
    resident_bytes_.Set(resident_pages * page);
  }
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  descriptor_limit_.Set(static_cast<double>(limit.rlim_cur));
  open_descriptors_.Set(CountOf("/proc/self/fd"));
  threads_.Set(CountOf("/proc/self/task"));
}

}  // namespace tenure
