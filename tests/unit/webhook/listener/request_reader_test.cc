#include "webhook/listener/request_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "webhook/listener/limits.h"

namespace tenure {
namespace {

using Step = RequestReader::Step;

constexpr std::size_t kSharedBytes = std::size_t{64} << 10;
constexpr std::size_t kBudget = std::size_t{16} << 20;

std::string Post(const std::string& body, const std::string& headers = {}) {
  return "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + headers + "\r\n" + body;
}

class RequestReaderTest : public ::testing::Test {
 protected:
  // Bytes from the socket, as many as the reader takes at a time.
  void Receive(RequestReader& reader, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto space = reader.Space();
      ASSERT_FALSE(space.empty());
      const std::size_t size = std::min(space.size(), bytes.size());
      std::memcpy(space.data(), bytes.data(), size);
      reader.Commit(size);
      bytes.remove_prefix(size);
      Collect(reader);
    }
  }

  // All whole requests, as target and body; a refusal as its status.
  void Collect(RequestReader& reader) {
    while (true) {
      switch (reader.Advance()) {
        case Step::kMore:
          return;
        case Step::kContinue:
          told_.emplace_back("continue");
          break;
        case Step::kRequest:
          told_.push_back(std::string(reader.request().target) + ' ' +
                          std::string(reader.request().body));
          reader.Finish();
          break;
        case Step::kRefused:
          told_.push_back(std::to_string(reader.error().status));
          return;
      }
    }
  }

  // What another connection does to the shared buffer in between.
  void Scribble() { std::memset(shared_.data(), '#', shared_.capacity()); }

  std::vector<std::string> Told() { return std::exchange(told_, {}); }

  Buffer shared_{kSharedBytes};
  BufferBudget budget_{kBudget};
  RequestReader reader_{shared_, budget_};
  std::vector<std::string> told_;
};

TEST_F(RequestReaderTest, ARequestInOneGoNeedsNoMemoryOfItsOwn) {
  Receive(reader_, Post("{}"));
  EXPECT_EQ(Told(), std::vector<std::string>{"/mutate {}"});
  EXPECT_TRUE(reader_.IsEmpty());
  EXPECT_EQ(budget_.used(), 0U);
}

// However the bytes come, and whoever uses the shared buffer meanwhile.
TEST_F(RequestReaderTest, DependsOnNoSplit) {
  const std::string bytes = Post("{\"first\":1}") + Post("") + Post("{\"third\":3}");
  const std::vector<std::string> expected = {"/mutate {\"first\":1}", "/mutate ",
                                             "/mutate {\"third\":3}"};
  for (std::size_t first = 0; first <= bytes.size(); ++first) {
    for (std::size_t second = first; second <= bytes.size(); ++second) {
      RequestReader reader(shared_, budget_);
      const std::string_view all(bytes);
      for (const auto part :
           {all.substr(0, first), all.substr(first, second - first), all.substr(second)}) {
        Receive(reader, part);
        ASSERT_TRUE(reader.Park());
        Scribble();
      }
      ASSERT_EQ(Told(), expected) << "split at " << first << " and " << second;
    }
  }
  EXPECT_EQ(budget_.used(), 0U) << "an idle connection holds nothing";
}

TEST_F(RequestReaderTest, BytesMayComeOneByOne) {
  for (const char byte : Post("{}", "Expect: 100-continue\r\n")) {
    Receive(reader_, std::string_view(&byte, 1));
    ASSERT_TRUE(reader_.Park());
    Scribble();
  }
  EXPECT_EQ(Told(), (std::vector<std::string>{"continue", "/mutate {}"}));
}

TEST_F(RequestReaderTest, ABodyLargerThanTheSharedBufferIsWholeAllTheSame) {
  std::string body(kSharedBytes * 3, 'x');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>('a' + i % 26);
  Receive(reader_, Post(body));
  EXPECT_EQ(Told(), std::vector<std::string>{"/mutate " + body});
  EXPECT_EQ(budget_.used(), 0U);
}

TEST_F(RequestReaderTest, ALargeRequestCanBeGivenAway) {
  const std::string body(kSharedBytes * 2, 'x');
  const std::string bytes = Post(body);
  const std::string_view all(bytes);
  Receive(reader_, all.substr(0, all.size() - 1));
  ASSERT_EQ(Told(), std::vector<std::string>{});
  const auto space = reader_.Space();
  ASSERT_EQ(space.size(), 1U) << "nothing beyond the request is read";
  space[0] = 'x';
  reader_.Commit(1);
  ASSERT_EQ(reader_.Advance(), Step::kRequest);
  DetachedRequest request = reader_.Detach();
  EXPECT_TRUE(reader_.IsEmpty());
  Scribble();
  EXPECT_EQ(request.View().target, "/mutate");
  EXPECT_EQ(request.View().body, body);
  EXPECT_GT(budget_.used(), body.size());
  request.bytes = {};
  EXPECT_EQ(budget_.used(), 0U);
}

TEST_F(RequestReaderTest, ASmallRequestCanBeGivenAwayOnceItIsOwned) {
  const std::string text = Post("{}");
  std::ranges::copy(text, reader_.Space().begin());
  reader_.Commit(text.size());
  ASSERT_EQ(reader_.Advance(), Step::kRequest);
  EXPECT_FALSE(reader_.HasMoreBehind());
  ASSERT_TRUE(reader_.Own());
  const DetachedRequest request = reader_.Detach();
  Scribble();
  EXPECT_EQ(request.View().body, "{}");
  EXPECT_EQ(request.View().target, "/mutate");
  EXPECT_TRUE(reader_.IsEmpty());
}

TEST_F(RequestReaderTest, AfterOneLargeRequestComesTheNext) {
  const std::string body(kSharedBytes * 2, 'x');
  Receive(reader_, Post(body) + Post("{}"));
  EXPECT_EQ(Told(), (std::vector<std::string>{"/mutate " + body, "/mutate {}"}));
}

TEST_F(RequestReaderTest, RefusesWhatTheParserRefuses) {
  Receive(reader_, "GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(Told(), std::vector<std::string>{"400"});
}

TEST_F(RequestReaderTest, LargeBodiesMayHaveHalfTheBudget) {
  std::vector<RequestReader> greedy;
  for (int i = 0; i < 4; ++i) greedy.emplace_back(shared_, budget_);
  for (RequestReader& reader : greedy) {
    const std::string head = Post(std::string(limits::kBodyBytes - 1024, 'x')).substr(0, 100);
    Receive(reader, head);
    (void)reader.Park();
  }
  EXPECT_EQ(Told(), (std::vector<std::string>{"503", "503", "503"}));
  for (const char byte : Post("{}")) Receive(reader_, std::string_view(&byte, 1));
  EXPECT_TRUE(reader_.Park());
  EXPECT_EQ(Told(), std::vector<std::string>{"/mutate {}"}) << "the usual ones go on";
}

TEST_F(RequestReaderTest, WithoutMemoryItCannotBeParked) {
  BufferBudget none(1000);
  RequestReader reader(shared_, none);
  Receive(reader, "POST /mu");
  EXPECT_FALSE(reader.Park());
  EXPECT_EQ(none.used(), 0U);
}

}  // namespace
}  // namespace tenure
