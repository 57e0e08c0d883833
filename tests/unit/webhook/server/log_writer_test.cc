#include "webhook/server/log_writer.h"

#include <gtest/gtest.h>

#include <future>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace tenure {
namespace {

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

class LogWriterTest : public ::testing::Test {
 protected:
  Log::Sink Sink() {
    return [this](std::string_view batch) { written_ += std::string(batch) + '\n'; };
  }
  static std::string TellDropped(std::size_t lines) { return "dropped " + std::to_string(lines); }

  std::string written_;
};

TEST_F(LogWriterTest, EveryLineIsWrittenInItsOrderWhenItEnds) {
  {
    LogWriter writer(Sink(), TellDropped);
    for (int i = 0; i < 1000; ++i) writer.Write(std::to_string(i));
  }
  const auto lines = LinesOf(written_);
  ASSERT_EQ(lines.size(), 1000U);
  for (std::size_t i = 0; i < lines.size(); ++i) ASSERT_EQ(lines[i], std::to_string(i));
}

TEST_F(LogWriterTest, ManyThreadsKeepTheirOwnOrder) {
  {
    LogWriter writer(Sink(), TellDropped);
    std::vector<std::jthread> threads;
    for (const char name : {'a', 'b', 'c', 'd'}) {
      threads.emplace_back([&writer, name] {
        for (int i = 0; i < 200; ++i) writer.Write(name + std::to_string(i));
      });
    }
  }
  std::map<char, int> next;
  for (const std::string& line : LinesOf(written_)) {
    ASSERT_EQ(line.substr(1), std::to_string(next[line[0]]++)) << line[0];
  }
  EXPECT_EQ(next, (std::map<char, int>{{'a', 200}, {'b', 200}, {'c', 200}, {'d', 200}}));
}

TEST_F(LogWriterTest, ABlockedSinkBlocksNobodyAndLossesAreTold) {
  std::promise<void> blocked;
  std::promise<void> open;
  {
    LogWriter writer(
        [&, first = true](std::string_view batch) mutable {
          if (std::exchange(first, false)) {
            blocked.set_value();
            open.get_future().wait();
          }
          written_ += std::string(batch) + '\n';
        },
        TellDropped, 10);
    writer.Write("first");
    blocked.get_future().wait();
    writer.Write("12345678");
    for (int i = 0; i < 5; ++i) writer.Write("too many");
    open.set_value();
  }
  EXPECT_EQ(written_, "first\n12345678\ndropped 5\n");
}

}  // namespace
}  // namespace tenure
