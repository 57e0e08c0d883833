// What is not a review from an API server gets a status and a sentence, and
// costs the others nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/e2e/driver/client.h"
#include "tests/e2e/driver/raw_connection.h"
#include "tests/support/sanitizers.h"

namespace tenure::test {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kReview = "long-annotated.mutate.json";
constexpr std::size_t kMiB = std::size_t{1} << 20;

class WireTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = std::make_unique<Server>(); }
  static void TearDownTestSuite() {
    EXPECT_EQ(server_->Stop(), 0);
    server_.reset();
  }

  // The server is as it was.
  void TearDown() override {
    EXPECT_EQ(Client(*server_).Ask("/mutate", RecordedReview(kReview))["allowed"], true);
  }

  static int StatusOfRaw(const std::string& bytes) {
    RawConnection connection(*server_);
    connection.Send(bytes);
    return StatusOf(connection.ReadToEnd());
  }

  static std::string Post(const std::string& headers, const std::string& body) {
    return "POST /mutate HTTP/1.1\r\nHost: tenure\r\n" + headers + "\r\n" + body;
  }

  static inline std::unique_ptr<Server> server_;
};

TEST_F(WireTest, WhatIsNoReviewIsToldWhy) {
  Client client(*server_);
  const Reply reply = client.Post("/mutate", "{}");
  EXPECT_EQ(reply.status, 400);
  EXPECT_THAT(reply.body, HasSubstr("the body is no AdmissionReview: /kind: must be"));
  EXPECT_EQ(client.Post("/validate", "hello").status, 400);
  EXPECT_EQ(client.Post("/mutate", "").status, 400);
}

TEST_F(WireTest, OtherPathsAreNotFound) {
  Client client(*server_);
  EXPECT_EQ(client.Post("/", "{}").status, 404);
  EXPECT_EQ(client.Post("/mutate/", "{}").status, 404);
  EXPECT_EQ(client.Post("/metrics", "{}").status, 404) << "is on the other port";
}

TEST_F(WireTest, TheQueryIsNoPartOfThePath) {
  Client client(*server_);
  const auto review = RecordedReview(kReview);
  EXPECT_EQ(client.Post("/mutate?timeout=10s", review.dump()).status, 200);
  EXPECT_EQ(client.Post("/mutate/privileged?timeout=10s", review.dump()).status, 200);
}

TEST_F(WireTest, OtherMethodsAreNotAllowed) {
  for (const std::string method : {"GET", "PUT", "DELETE", "OPTIONS"}) {
    RawConnection connection(*server_);
    connection.Send(method + " /mutate HTTP/1.1\r\nHost: tenure\r\nContent-Length: 0\r\n\r\n");
    const std::string response = connection.ReadResponse();
    EXPECT_EQ(StatusOf(response), 405) << method;
    EXPECT_THAT(response, HasSubstr("Allow: POST")) << method;
  }
}

TEST_F(WireTest, OtherContentTypesAreNotTaken) {
  Client client(*server_);
  EXPECT_EQ(client.Post("/mutate", "{}", "text/plain").status, 415);
  EXPECT_EQ(client.Post("/mutate", "{}", "application/jsonp").status, 415);
  EXPECT_EQ(client.Post("/mutate", "{}", "Application/JSON; charset=utf-8").status, 400);
}

TEST_F(WireTest, ABodyMayHaveEightMebibytes) {
  Client client(*server_);
  std::string body = RecordedReview(kReview).dump();
  body.resize(8 * kMiB, ' ');
  EXPECT_EQ(client.Post("/mutate", body).status, 200);
  body += ' ';
  const Reply reply = client.Post("/mutate", body);
  EXPECT_EQ(reply.status, 413);
  EXPECT_THAT(reply.body, HasSubstr("more than 8 MiB"));
}

TEST_F(WireTest, ManyLargeBodiesLeaveNoMemoryBehind) {
  Client client(*server_);
  auto review = RecordedReview(kReview);
  review["request"]["object"]["metadata"]["annotations"]["large"] = std::string(6 * kMiB, 'x');
  const std::string body = review.dump();
  EXPECT_EQ(client.Ask("/mutate", RecordedReview(kReview))["allowed"], true);
  const std::size_t before = server_->process().ResidentMemory();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(client.Post("/mutate", body).status, 200);
  if (kUnderSanitizer) return;
  EXPECT_LT(server_->process().ResidentMemory(), before + 8 * kMiB);
}

TEST_F(WireTest, OnlyPlainFramingIsTaken) {
  const std::string json = "Content-Type: application/json\r\n";
  EXPECT_EQ(StatusOfRaw(Post(json + "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n")),
            411);
  EXPECT_EQ(StatusOfRaw(Post(json + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "{}")),
            411);
  EXPECT_EQ(StatusOfRaw(Post(json + "Transfer-Encoding: chunked\r\n", "-2\r\n")), 411);
  EXPECT_EQ(StatusOfRaw(Post(json, "")), 411) << "without Content-Length";
  EXPECT_EQ(StatusOfRaw(Post(json + "Content-Length: 2\r\nContent-Length: 2\r\n", "{}")), 400);
  EXPECT_EQ(StatusOfRaw(Post(json + "Content-Length: two\r\n", "{}")), 400);
  EXPECT_EQ(StatusOfRaw(Post(json + "Content-Length: -1\r\n", "{}")), 400);
  EXPECT_EQ(StatusOfRaw(Post(json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}")), 415);
  EXPECT_EQ(StatusOfRaw(Post("Content-Type: multipart/form-data; boundary=b\r\n"
                             "Content-Length: 7\r\n",
                             "--b--\r\n")),
            415);
}

TEST_F(WireTest, ABodyOfAGetIsNoSecondRequest) {
  RawConnection connection(*server_);
  const std::string hidden = Post("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}");
  connection.Send("GET /mutate HTTP/1.1\r\nHost: tenure\r\nContent-Length: " +
                  std::to_string(hidden.size()) + "\r\n\r\n" + hidden);
  const std::string all = connection.ReadToEnd();
  EXPECT_EQ(StatusOf(all), 400);
  EXPECT_EQ(all.find("HTTP/1.1", 1), std::string::npos) << "one response, and closed";
}

TEST_F(WireTest, LongRangesAreRefused) {
  std::string range = "Range: bytes=0-0";
  while (range.size() < 8000) range += ",0-0";
  EXPECT_EQ(StatusOfRaw(Post("Content-Length: 2\r\n" + range + "\r\n", "{}")), 400);
}

TEST_F(WireTest, EndlessHeadsAreRefused) {
  EXPECT_EQ(StatusOfRaw("GET /" + std::string(2000, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n"), 414);
  EXPECT_EQ(StatusOfRaw(Post("X: " + std::string(100'000, 'a') + "\r\n", "")), 431);
}

TEST_F(WireTest, ARequestLineOfTwentyMegabytesIsRefused) {
  RawConnection connection(*server_);
  connection.Send("GET /" + std::string(20 * kMiB, 'a') + " HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_THAT(StatusOf(connection.ReadResponse()), AnyOf(414, 0));
}

TEST_F(WireTest, AClientMayHangUpAnywhere) {
  const std::string request = Post("Content-Type: application/json\r\nContent-Length: 99\r\n", "{");
  for (std::size_t size = 0; size <= request.size(); size += 20) {
    RawConnection connection(*server_);
    connection.Send(request.substr(0, size));
  }
}

}  // namespace
}  // namespace tenure::test
