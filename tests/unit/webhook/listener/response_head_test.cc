#include "webhook/listener/response_head.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(ResponseHeadTest, IsInFrontOfTheBody) {
  HttpResponse response{.content_type = "application/json", .body = "{}"};
  PrependHead(response, {});
  EXPECT_EQ(response.body,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(ResponseHeadTest, SaysWhatElseThereIsToSay) {
  HttpResponse response{.status = 405, .allow = "POST", .body = "no\n"};
  PrependHead(response, {.closes = true, .retry_later = true});
  EXPECT_EQ(response.body,
            "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain; charset=utf-8\r\n"
            "Content-Length: 3\r\nAllow: POST\r\nRetry-After: 1\r\nConnection: close\r\n\r\nno\n");
}

TEST(ResponseHeadTest, AHeadIsAnsweredWithoutTheBodyButWithItsLength) {
  HttpResponse response{.body = "12345"};
  PrependHead(response, {.has_body = false});
  EXPECT_TRUE(response.body.ends_with("Content-Length: 5\r\n\r\n"));
}

TEST(ResponseHeadTest, AnyStatusHasALine) {
  HttpResponse response{.status = 599, .body = {}};
  PrependHead(response, {});
  EXPECT_TRUE(response.body.starts_with("HTTP/1.1 599 \r\n"));
}

}  // namespace
}  // namespace tenure
