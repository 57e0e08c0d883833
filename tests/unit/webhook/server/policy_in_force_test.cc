#include "webhook/server/policy_in_force.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>

namespace tenure {
namespace {

std::shared_ptr<const Basis> BasisCalled(const std::string& hash) {
  Basis basis;
  basis.policy.hash = hash;
  return std::make_shared<const Basis>(std::move(basis));
}

TEST(PolicyInForceTest, TheNextOneAskingGetsTheNewOne) {
  PolicyInForce policy(BasisCalled("a"));
  const auto before = policy.Get();
  policy.Set(BasisCalled("b"));
  EXPECT_EQ(policy.Get()->policy.hash, "b");
  EXPECT_EQ(before->policy.hash, "a") << "whoever decides keeps what it began with";
}

TEST(PolicyInForceTest, OneDoesNotAnswerForAnother) {
  PolicyInForce one(BasisCalled("one"));
  PolicyInForce other(BasisCalled("other"));
  EXPECT_EQ(one.Get()->policy.hash, "one");
  EXPECT_EQ(other.Get()->policy.hash, "other");
  EXPECT_EQ(one.Get()->policy.hash, "one");
}

TEST(PolicyInForceTest, WhatIsReplacedIsFreedByNoReader) {
  PolicyInForce policy(BasisCalled("a"));
  std::weak_ptr<const Basis> first = policy.Get();
  policy.Set(BasisCalled("b"));
  (void)policy.Get();
  EXPECT_FALSE(first.expired()) << "a request that lets go of it does not free it";
  policy.FreeRetired();
  EXPECT_TRUE(first.expired());
}

TEST(PolicyInForceTest, WhatIsStillUsedIsNotFreed) {
  PolicyInForce policy(BasisCalled("a"));
  auto used = policy.Get();
  std::weak_ptr<const Basis> watched = used;
  policy.Set(BasisCalled("b"));
  (void)policy.Get();
  policy.FreeRetired();
  EXPECT_EQ(used->policy.hash, "a");
  used.reset();
  policy.FreeRetired();
  EXPECT_TRUE(watched.expired());
}

TEST(PolicyInForceTest, ReadersSeeEachVersionOnceItIsSetAndNeverAnOlderOne) {
  constexpr int kVersions = 500;
  PolicyInForce policy(BasisCalled("0"));
  std::atomic<int> newest = 0;
  std::vector<std::jthread> readers;
  for (int reader = 0; reader < 4; ++reader) {
    readers.emplace_back([&] {
      int last = 0;
      while (last < kVersions) {
        const int known = newest;
        const int got = std::stoi(policy.Get()->policy.hash);
        ASSERT_GE(got, known);
        ASSERT_GE(got, last);
        last = got;
      }
    });
  }
  for (int version = 1; version <= kVersions; ++version) {
    policy.Set(BasisCalled(std::to_string(version)));
    newest = version;
    policy.FreeRetired();
  }
}

}  // namespace
}  // namespace tenure
