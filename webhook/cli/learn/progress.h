#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace tenure {

// A line on the terminal that says how far it is; silent where standard error
// is none.
class Progress {
 public:
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Cheap enough for every run: it looks at the clock now and then only.
  void Tick(std::string_view source, std::uint64_t done, std::uint64_t total, std::int64_t runs);
  void Say(const std::string& line);

 private:
  bool enabled_;
  std::uint32_t ticks_ = 0;
  bool shown_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace tenure
