#pragma once

#include <filesystem>
#include <string>

namespace tenure::test {

// A Prometheus of Debian's package (apt-get install prometheus) on a free
// loopback port, with the samples of an OpenMetrics text as its past.
class RealPrometheus {
 public:
  [[nodiscard]] static bool Installed();

  explicit RealPrometheus(const std::string& open_metrics);
  ~RealPrometheus();
  RealPrometheus(const RealPrometheus&) = delete;
  RealPrometheus& operator=(const RealPrometheus&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] bool WaitUntilReady() const;

 private:
  std::filesystem::path folder_;
  std::string url_;
  int process_ = 0;
};

}  // namespace tenure::test
