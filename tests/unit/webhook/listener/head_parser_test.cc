#include "webhook/listener/head_parser.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "webhook/listener/limits.h"

namespace tenure {
namespace {

// As client-go writes it.
constexpr std::string_view kHeaders =
    "Host: tenure.tenure-system.svc:443\r\n"
    "User-Agent: kube-apiserver-admission\r\n"
    "Content-Length: 9600\r\n"
    "Accept: application/json, */*\r\n"
    "Content-Type: application/json\r\n"
    "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
    "Accept-Encoding: gzip\r\n";

std::string Post(std::string_view headers, std::string_view line = "POST /mutate HTTP/1.1") {
  return std::string(line) + "\r\n" + std::string(headers) + "\r\n";
}

// 0: incomplete; 200: taken.
int StatusOf(std::string_view bytes) {
  const HeadResult result = ParseHead(bytes);
  if (std::holds_alternative<IncompleteHead>(result)) return 0;
  const auto* error = std::get_if<FramingError>(&result);
  return error == nullptr ? 200 : error->status;
}

TEST(HeadParserTest, TakesWhatAnApiServerSends) {
  const std::string bytes = Post(kHeaders, "POST /mutate?timeout=10s HTTP/1.1");
  const std::string with_body = bytes + "{\"kind\":";
  const HeadResult result = ParseHead(with_body);
  ASSERT_TRUE(std::holds_alternative<ParsedHead>(result));
  const auto& head = std::get<ParsedHead>(result);
  EXPECT_EQ(head.fields.method, "POST");
  EXPECT_EQ(head.fields.target, "/mutate?timeout=10s");
  EXPECT_EQ(head.fields.content_type, "application/json");
  EXPECT_EQ(head.traceparent, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(head.head_bytes, bytes.size());
  EXPECT_EQ(head.body_bytes, 9600U);
  EXPECT_TRUE(head.keep_alive);
  EXPECT_FALSE(head.expects_continue);
}

TEST(HeadParserTest, HeaderNamesHaveNoCase) {
  const HeadResult result = ParseHead(Post("HOST: a\r\ncOnTeNt-LeNgTh:2\r\n"));
  ASSERT_TRUE(std::holds_alternative<ParsedHead>(result));
  EXPECT_EQ(std::get<ParsedHead>(result).body_bytes, 2U);
}

TEST(HeadParserTest, TheClientMayWantToClose) {
  for (const char* value : {"close", "Close", "keep-alive, close", " close ,x"}) {
    const auto bytes =
        Post("Host: a\r\nContent-Length: 2\r\nConnection: " + std::string(value) + "\r\n");
    EXPECT_FALSE(std::get<ParsedHead>(ParseHead(bytes)).keep_alive) << value;
  }
  const auto bytes = Post("Host: a\r\nContent-Length: 2\r\nConnection: closed, keep-alive\r\n");
  EXPECT_TRUE(std::get<ParsedHead>(ParseHead(bytes)).keep_alive);
}

TEST(HeadParserTest, AClientMayAskBeforeItSendsTheBody) {
  const auto bytes = Post("Host: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n");
  EXPECT_TRUE(std::get<ParsedHead>(ParseHead(bytes)).expects_continue);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\nExpect: cookies\r\n")), 417);
}

TEST(HeadParserTest, WantsARequestLineOfHttp11) {
  for (const char* line :
       {"", " ", "POST", "POST /mutate", "POST  HTTP/1.1", "POST mutate HTTP/1.1",
        "POST http://a/mutate HTTP/1.1", "POST * HTTP/1.1", " POST /mutate HTTP/1.1",
        "PO ST /mutate HTTP/1.1", "POST /mu\ttate HTTP/1.1", "POST /mut\xc3\xa4te HTTP/1.1",
        "P(ST /mutate HTTP/1.1", "POST /mu tate HTTP/1.1", "POST /mutate\nX: HTTP/1.1"}) {
    EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\n", line)), 400) << line;
  }
  for (const char* version : {"HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "http/1.1", "HTTP/1.10"}) {
    const std::string line = "POST /mutate " + std::string(version);
    EXPECT_NE(StatusOf(Post("Host: a\r\nContent-Length: 2\r\n", line)), 200) << version;
  }
}

TEST(HeadParserTest, WantsHeadersAsTheRfcHasThem) {
  const std::string length = "Host: a\r\nContent-Length: 2\r\n";
  for (const char* line :
       {"no colon", ": no name", "X : blank", " folded: line", "X\t: tab", "a b: c", "X: nul\x01",
        "X: del\x7f", "X: bare\nline feed", "X: bare\rreturn", "X\xc3\xa4: name"}) {
    EXPECT_EQ(StatusOf(Post(length + line + "\r\n")), 400) << line;
  }
  for (const char* line : {"X:", "X: ", "X:a", "X: \t a \t", "X: \xc3\xa4", "!#$%&'*+-.^_`|~: a"}) {
    EXPECT_EQ(StatusOf(Post(length + line + "\r\n")), 200) << line;
  }
}

TEST(HeadParserTest, ANulIsRefused) {
  const std::string value("X: a\0b\r\n", 8);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\n" + value)), 400);
}

TEST(HeadParserTest, WantsOneHost) {
  EXPECT_EQ(StatusOf(Post("Content-Length: 2\r\n")), 400);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nHost: a\r\nContent-Length: 2\r\n")), 400);
}

TEST(HeadParserTest, HoldsTheFraming) {
  EXPECT_EQ(StatusOf(Post("Host: a\r\n")), 411);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nTransfer-Encoding: chunked\r\n")), 411);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\nTransfer-Encoding:chunked\r\n")), 411);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n")), 400);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n")), 415);
  EXPECT_EQ(StatusOf(Post("Host: a\r\nContent-Length: 2\r\nRange: bytes=0-0\r\n")), 400);
}

TEST(HeadParserTest, BoundsTheBody) {
  const auto with_length = [](std::size_t length) {
    return Post("Host: a\r\nContent-Length: " + std::to_string(length) + "\r\n");
  };
  EXPECT_EQ(StatusOf(with_length(limits::kBodyBytes)), 200);
  EXPECT_EQ(StatusOf(with_length(limits::kBodyBytes + 1)), 413);
}

TEST(HeadParserTest, BoundsTheRequestLineBeforeItsEndIsThere) {
  const std::string line = "GET /" + std::string(limits::kTargetBytes + 40, 'a');
  EXPECT_EQ(StatusOf(line), 414);
  EXPECT_EQ(StatusOf(line + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
}

TEST(HeadParserTest, BoundsTheHeadBeforeItsEndIsThere) {
  const std::string begin = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
  const std::string room(limits::kHeadBytes - begin.size() - 4, 'a');
  EXPECT_EQ(StatusOf(begin + room + "\r\n\r\n"), 200);
  EXPECT_EQ(StatusOf(begin + room + "a\r\n\r\n"), 431);
  EXPECT_EQ(StatusOf(begin + room + "aaaa"), 431);
}

TEST(HeadParserTest, BoundsTheNumberOfHeaders) {
  std::string headers = "Host: a\r\nContent-Length: 2\r\n";
  for (std::size_t i = 2; i < limits::kHeaders; ++i) headers += "a: b\r\n";
  EXPECT_EQ(StatusOf(Post(headers)), 200);
  EXPECT_EQ(StatusOf(Post(headers + "a: b\r\n")), 431);
}

// However the bytes come, the verdict is the same, and it does not change.
TEST(HeadParserTest, DependsOnNoSplit) {
  const std::string body = "{}";
  for (const std::string& bytes : std::vector<std::string>{
           Post(kHeaders), Post("Host: a\r\n"), Post("Host: a\r\nnonsense\r\n"),
           Post("Host: a\r\nContent-Length: 2\r\n", "POST mutate HTTP/1.1"), "\r\n\r\n\r\n",
           "\n\n" + std::string(2000, '\n'), "GET /" + std::string(3000, 'a') + " HTTP/1.1\r\n\r\n",
           Post("Host: a\r\nX: " + std::string(17000, 'a') + "\r\n")}) {
    const int whole = StatusOf(bytes + body);
    int verdict = 0;
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      const int now = StatusOf(std::string_view(bytes).substr(0, size));
      if (verdict != 0) {
        ASSERT_EQ(now, verdict) << "after " << size << " bytes of " << bytes.substr(0, 40);
      }
      verdict = now;
    }
    EXPECT_EQ(verdict, whole) << bytes.substr(0, 40);
  }
}

}  // namespace
}  // namespace tenure
