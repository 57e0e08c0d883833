#include "wrapper/lease.h"

#include <gmock/gmock.h>

#include "tests/unit/wrapper/scratch_folder.h"
#include "wrapper/durable.h"
#include "wrapper/records.h"

namespace tenure::wrapper {
namespace {

using std::chrono::milliseconds;

class LeaseTest : public ScratchFolder {
 protected:
  LeaseTerms Terms(const std::string& holder, const std::string& node, int wait) const {
    return {.dir = dir_,
            .holder = holder,
            .node = node,
            .duration = milliseconds(200),
            .wait = milliseconds(wait)};
  }
  Result<Lease> Acquire(const LeaseTerms& terms) {
    return Lease::Acquire(
        terms,
        [this] {
          if (each_pause_) each_pause_();
          usleep(10000);
          return true;
        },
        [this](const std::string& holder) { told_.push_back(holder); });
  }
  void WriteRecord(const std::string& holder, const std::string& node, int renewals) const {
    Records record;
    record.Add("holder", holder);
    record.Add("node", node);
    record.Add("renewals", renewals);
    ASSERT_TRUE(WriteDurably(dir_ + "/lease", record.Serialize()));
  }

  std::function<void()> each_pause_;
  std::vector<std::string> told_;
};

TEST_F(LeaseTest, KeepsAnotherProcessOfTheNodeOut) {
  const auto first = Acquire(Terms("a", "node1", 0));
  ASSERT_TRUE(first) << first.error();
  const auto second = Acquire(Terms("b", "node1", 50));
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), testing::HasSubstr("is in use by a"));
  EXPECT_EQ(told_, std::vector<std::string>{"a"});
}

TEST_F(LeaseTest, IsFreeAtOnceWhenReleased) {
  {
    auto first = Acquire(Terms("a", "node1", 0));
    ASSERT_TRUE(first);
    first->Release();
  }
  EXPECT_TRUE(Acquire(Terms("b", "node2", 0)));
}

TEST_F(LeaseTest, OfADeadProcessOfThisNodeIsTakenAtOnce) {
  WriteRecord("dead", "node1", 5);
  EXPECT_TRUE(Acquire(Terms("b", "node1", 0)));
}

TEST_F(LeaseTest, OfAnotherNodeIsTakenWhenItHasStoodStill) {
  WriteRecord("other", "node2", 5);
  EXPECT_FALSE(Acquire(Terms("b", "node1", 0))) << "not at once";
  EXPECT_TRUE(Acquire(Terms("b", "node1", 60000)));
}

TEST_F(LeaseTest, OfAnotherNodeThatGoesOnIsRespected) {
  int renewals = 5;
  WriteRecord("other", "node2", renewals);
  each_pause_ = [&] { WriteRecord("other", "node2", ++renewals); };
  EXPECT_FALSE(Acquire(Terms("b", "node1", 600)));
}

TEST_F(LeaseTest, KnowsWhenItIsLost) {
  auto lease = Acquire(Terms("a", "node1", 0));
  ASSERT_TRUE(lease);
  EXPECT_TRUE(lease->Renew());
  EXPECT_FALSE(lease->Lost());
  WriteRecord("other", "node2", 1);
  EXPECT_TRUE(lease->Lost());
  EXPECT_FALSE(lease->Renew());
  lease->Release();
  EXPECT_EQ(ReadRecords(dir_ + "/lease")->Text("holder"), "other") << "another's is left alone";
}

TEST_F(LeaseTest, ADamagedRecordIsNoHolder) {
  Put("lease", "half a rec");
  EXPECT_TRUE(Acquire(Terms("a", "node1", 0)));
}

}  // namespace
}  // namespace tenure::wrapper
