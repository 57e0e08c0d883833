#include "webhook/server/poller.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <future>
#include <string>

namespace tenure {
namespace {

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""h;

TEST(PollerTest, CallsItsTasksInOrderWhenItIsWoken) {
  std::string called;
  Poller poller(1h);
  poller.Add([&] { called += 'a'; });
  poller.Add([&] { called += 'b'; });
  poller.Start();
  poller.Wake();
  EXPECT_EQ(called, "ab") << "Wake waits for them";
  poller.Wake();
  EXPECT_EQ(called, "abab");
}

TEST(PollerTest, LetsThreadsThatAnswerGoFirst) {
  int nice_of_task = 0;
  Poller poller(1h);
  poller.Add([&] { nice_of_task = ::getpriority(PRIO_PROCESS, 0); });
  poller.Start();
  poller.Wake();
  EXPECT_GT(nice_of_task, ::getpriority(PRIO_PROCESS, 0));
}

TEST(PollerTest, CallsThemEveryInterval) {
  std::atomic<int> calls = 0;
  std::promise<void> three;
  Poller poller(1ms);
  poller.Add([&] {
    if (++calls == 3) three.set_value();
  });
  poller.Start();
  EXPECT_EQ(three.get_future().wait_for(60'000ms), std::future_status::ready);
}

TEST(PollerTest, EveryWakerGetsARoundThatBeganAfterItAsked) {
  std::atomic<int> rounds = 0;
  Poller poller(1h);
  poller.Add([&] { ++rounds; });
  poller.Start();
  std::vector<std::jthread> wakers;
  for (int waker = 0; waker < 8; ++waker) {
    wakers.emplace_back([&] {
      for (int turn = 0; turn < 50; ++turn) {
        const int before = rounds;
        poller.Wake();
        EXPECT_GT(rounds, before);
      }
    });
  }
}

TEST(PollerTest, StopWaitsForTheTaskThatRuns) {
  std::promise<void> begun;
  std::atomic<bool> ended = false;
  Poller poller(1ms);
  poller.Add([&, first = true]() mutable {
    if (first) begun.set_value();
    first = false;
    std::this_thread::yield();
    ended = true;
  });
  poller.Start();
  begun.get_future().wait();
  poller.Stop();
  EXPECT_TRUE(ended);
  poller.Stop();
}

TEST(PollerTest, NobodyWaitsForOneThatDoesNotRun) {
  Poller poller(1h);
  poller.Wake();
  poller.Start();
  poller.Stop();
  poller.Wake();
}

}  // namespace
}  // namespace tenure
