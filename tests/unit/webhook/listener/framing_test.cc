#include "webhook/listener/framing.h"

#include <gtest/gtest.h>

#include <string>

namespace tenure {
namespace {

// What an API server sends.
RequestHead Post() {
  return {.method = "POST",
          .target = "/mutate?timeout=10s",
          .content_type = "application/json",
          .content_length = "9600",
          .content_lengths = 1};
}

int StatusOf(const RequestHead& head) {
  const auto error = CheckFraming(head);
  return error ? error->status : 200;
}

TEST(FramingTest, TakesWhatAnApiServerSends) { EXPECT_EQ(StatusOf(Post()), 200); }

TEST(FramingTest, TakesWhatAProbeSends) {
  EXPECT_EQ(StatusOf({.method = "GET", .target = "/readyz"}), 200);
  EXPECT_EQ(
      StatusOf(
          {.method = "GET", .target = "/metrics", .content_length = "0", .content_lengths = 1}),
      200);
}

TEST(FramingTest, RefusesTransferEncodings) {
  RequestHead head = Post();
  head.has_transfer_encoding = true;
  EXPECT_EQ(StatusOf(head), 411);
}

TEST(FramingTest, WantsExactlyOneContentLength) {
  RequestHead head = Post();
  head.content_lengths = 2;
  EXPECT_EQ(StatusOf(head), 400);
  head.content_lengths = 0;
  head.content_length = "";
  EXPECT_EQ(StatusOf(head), 411);
}

TEST(FramingTest, WantsANumberAsContentLength) {
  for (const char* length : {"", "-1", "+5", "0x10", "1e3", " 5", "5 ", "5,5", "9999999999999"}) {
    RequestHead head = Post();
    head.content_length = length;
    EXPECT_EQ(StatusOf(head), 400) << '"' << length << '"';
  }
}

TEST(FramingTest, AGetHasNoBody) {
  RequestHead head = Post();
  head.method = "GET";
  EXPECT_EQ(StatusOf(head), 400);
  head.method = "HEAD";
  EXPECT_EQ(StatusOf(head), 400);
}

TEST(FramingTest, RefusesWhatWouldBeDecoded) {
  RequestHead head = Post();
  head.content_encoding = "gzip";
  EXPECT_EQ(StatusOf(head), 415);
  head = Post();
  head.content_type = "Multipart/form-data; boundary=x";
  EXPECT_EQ(StatusOf(head), 415);
  head = Post();
  head.has_range = true;
  EXPECT_EQ(StatusOf(head), 400);
}

TEST(FramingTest, RefusesLongTargets) {
  RequestHead head = Post();
  const std::string target = '/' + std::string(1023, 'a');
  head.target = target;
  EXPECT_EQ(StatusOf(head), 200);
  const std::string longer = target + 'a';
  head.target = longer;
  EXPECT_EQ(StatusOf(head), 414);
}

}  // namespace
}  // namespace tenure
