// Over real sockets, to a server of cpp-httplib's on this machine.
#include "http/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <fstream>
#include <thread>

#include "http/libcurl.h"
#include "tests/support/temporary_folder.h"

namespace tenure {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::size_t kLargestReply = std::size_t{1} << 20;

// Answers with what it was sent.
class EchoServer {
 public:
  EchoServer() {
    const auto echo = [](const httplib::Request& request, httplib::Response& response) {
      response.status = 201;
      response.set_header("Date", "Sat, 21 Nov 2026 12:00:00 GMT");
      response.set_content(request.method + " " + request.target + "\n" +
                               request.get_header_value("X-Words") + "\n" +
                               request.get_header_value("Expect") + "\n" + request.body,
                           "text/plain");
    };
    server_.Get("/echo", echo);
    server_.Put("/echo", echo);
    server_.Get("/large", [](const httplib::Request& request, httplib::Response& response) {
      response.set_content(std::string(std::stoul(request.get_param_value("bytes")), 'x'),
                           "text/plain");
    });
    server_.Get("/elsewhere", [](const httplib::Request&, httplib::Response& response) {
      response.set_redirect("/echo");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();  // or stop() would be lost
  }
  ~EchoServer() {
    server_.stop();
    thread_.join();
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  [[nodiscard]] std::string Url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
  }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

class HttpClientTest : public ::testing::Test {
 protected:
  EchoServer server_;
  HttpClient client_{{.ca_file = "",
                      .uses_proxy = false,
                      .patience = std::chrono::minutes(1),
                      .largest_reply = kLargestReply}};
};

TEST_F(HttpClientTest, AGetHasItsParametersEncodedAndNoBody) {
  const auto reply = client_.Send({.url = server_.Url("/echo"),
                                   .parameters = {{"query", "max(a{b=\"c d\"})"}, {"step", "1"}},
                                   .headers = {"X-Words: some of them"},
                                   .body = {}});
  ASSERT_TRUE(reply) << reply.error();
  EXPECT_EQ(reply->status, 201);
  EXPECT_EQ(reply->body,
            "GET /echo?query=max%28a%7Bb%3D%22c%20d%22%7D%29&step=1\nsome of them\n\n");
}

TEST_F(HttpClientTest, ABodyArrivesWholeAndWithoutWaitingForLeave) {
  std::string body(3000, 'x');  // from 1 MiB on curl would ask with Expect, and from 1 KiB once did
  body += std::string("\0 and after", 11);
  const auto reply =
      client_.Send({.method = "PUT", .url = server_.Url("/echo"), .headers = {}, .body = body});
  ASSERT_TRUE(reply) << reply.error();
  EXPECT_EQ(reply->body, "PUT /echo\n\n\n" + body);
}

TEST_F(HttpClientTest, NothingOfACallIsLeftForTheNext) {
  ASSERT_TRUE(client_.Send({.method = "PUT",
                            .url = server_.Url("/echo"),
                            .headers = {"X-Words: of the first"},
                            .body = "a body"}));
  const auto reply = client_.Send({.url = server_.Url("/echo"), .headers = {}, .body = {}});
  ASSERT_TRUE(reply) << reply.error();
  EXPECT_EQ(reply->body, "GET /echo\n\n\n");
}

TEST_F(HttpClientTest, TheServersClockIsRead) {
  const auto reply = client_.Send({.url = server_.Url("/echo"), .headers = {}, .body = {}});
  ASSERT_TRUE(reply) << reply.error();
  ASSERT_TRUE(reply->date);
  EXPECT_EQ(std::chrono::system_clock::to_time_t(*reply->date), 1'795'262'400);
}

TEST_F(HttpClientTest, ARedirectionIsAnAnswer) {
  const auto reply = client_.Send({.url = server_.Url("/elsewhere"), .headers = {}, .body = {}});
  ASSERT_TRUE(reply) << reply.error();
  EXPECT_EQ(reply->status, 302);
}

TEST_F(HttpClientTest, AReplyMayBeAsLargeAsWasSaid) {
  const auto fits =
      client_.Send({.url = server_.Url("/large?bytes=1048576"), .headers = {}, .body = {}});
  ASSERT_TRUE(fits) << fits.error();
  EXPECT_EQ(fits->body.size(), kLargestReply);
  const auto larger =
      client_.Send({.url = server_.Url("/large?bytes=1048577"), .headers = {}, .body = {}});
  ASSERT_FALSE(larger);
  EXPECT_EQ(larger.error(), server_.Url("") + ": answers with more than 1 MiB");
}

TEST_F(HttpClientTest, NobodyThereIsToldWithTheServersName) {
  // Port 1 is nobody's.
  const auto reply =
      client_.Send({.url = "http://127.0.0.1:1/path?token=secret", .headers = {}, .body = {}});
  ASSERT_FALSE(reply);
  EXPECT_THAT(reply.error(),
              AllOf(StartsWith("http://127.0.0.1:1: "), testing::Not(HasSubstr("secret"))));
}

TEST_F(HttpClientTest, NoFileIsFetched) {
  EXPECT_FALSE(client_.Send({.url = "file:///etc/passwd", .headers = {}, .body = {}}));
}

TEST_F(HttpClientTest, NothingIsSentInTheClearWhereOnlyHttpsIsAllowed) {
  HttpClient strict({.ca_file = "",
                     .protocols = "https",
                     .uses_proxy = false,
                     .patience = std::chrono::minutes(1),
                     .largest_reply = kLargestReply});
  EXPECT_FALSE(strict.Send({.url = server_.Url("/echo"), .headers = {}, .body = {}}));
}

TEST(LibcurlTest, IsOnThisMachine) {
  const auto can = HttpClient::Check();
  EXPECT_TRUE(can) << can.error();
}

TEST(LibcurlTest, WhatIsMissingIsToldWithItsPackage) {
  const auto curl = LoadLibcurl("libcurl.so.0");
  ASSERT_FALSE(curl);
  EXPECT_THAT(curl.error(), AllOf(HasSubstr("libcurl.so.0"), HasSubstr("package libcurl4")));
  // A library, but another one.
  const auto other = LoadLibcurl("libc.so.6");
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error(), HasSubstr("curl_easy_init"));
}

TEST(BearerHeaderTest, IsTheFilesFirstLine) {
  const test::TemporaryFolder folder;
  const std::string file = folder.path() / "token";
  EXPECT_EQ(BearerHeader(file).error(), file + ": cannot read the token");
  std::ofstream(file) << "eyJh.bGci\n";
  EXPECT_EQ(BearerHeader(file), "Authorization: Bearer eyJh.bGci");
}

}  // namespace
}  // namespace tenure
