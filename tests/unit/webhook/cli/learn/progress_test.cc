#include "webhook/cli/learn/progress.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <tuple>
#include <utility>

namespace tenure {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

// Standard error is this file while it lives.
class StandardError {
 public:
  explicit StandardError(int file) : kept_(::dup(STDERR_FILENO)) {
    (void)::dup2(file, STDERR_FILENO);
  }
  ~StandardError() {
    (void)std::fflush(stderr);
    (void)::dup2(kept_, STDERR_FILENO);
    ::close(kept_);
  }
  StandardError(const StandardError&) = delete;
  StandardError& operator=(const StandardError&) = delete;

 private:
  int kept_;
};

class ProgressTest : public testing::Test {
 protected:
  ~ProgressTest() override {
    ::close(ours_);
    ::close(theirs_);
  }
  void OpenTerminal() { ASSERT_EQ(::openpty(&ours_, &theirs_, nullptr, nullptr, nullptr), 0); }
  void OpenPipe() {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    std::tie(ours_, theirs_) = std::pair(ends[0], ends[1]);
  }
  // What has come out by now.
  std::string Seen() {
    (void)::fcntl(ours_, F_SETFL, O_NONBLOCK);
    std::array<char, 4096> block{};
    while (true) {
      const ::ssize_t size = ::read(ours_, block.data(), block.size());
      if (size <= 0) return seen_;
      seen_.append(block.data(), static_cast<std::size_t>(size));
    }
  }

  int ours_ = -1;
  int theirs_ = -1;
  std::string seen_;
};

// It shows nothing of what is over at once: as many ticks as it takes.
void TickUntilShown(Progress& progress, const std::function<std::string()>& seen) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (seen().empty() && std::chrono::steady_clock::now() < deadline) {
    for (int i = 0; i < 4096; ++i) progress.Tick("trace.txt", 3 << 20, 12 << 20, 70'000);
    (void)std::fflush(stderr);
  }
}

TEST_F(ProgressTest, OnATerminalSaysHowFarItIsAndClearsItsLine) {
  OpenTerminal();
  const StandardError terminal(theirs_);
  {
    Progress progress;
    TickUntilShown(progress, [this] { return Seen(); });
    EXPECT_THAT(Seen(), HasSubstr("trace.txt: 3 of 12 MiB, 70000 runs"));
  }
  (void)std::fflush(stderr);
  EXPECT_THAT(Seen(), EndsWith("\r\033[K"));
}

TEST_F(ProgressTest, IsSilentWhereStandardErrorIsNoTerminal) {
  OpenPipe();
  const StandardError file(theirs_);
  {
    Progress progress;
    progress.Say("half way");
    for (int i = 0; i < 100'000; ++i) progress.Tick("trace.txt", 1, 2, 3);
  }
  (void)std::fflush(stderr);
  EXPECT_EQ(Seen(), "");
}

}  // namespace
}  // namespace tenure
