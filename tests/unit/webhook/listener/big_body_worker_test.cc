#include "webhook/listener/big_body_worker.h"

#include <gtest/gtest.h>

#include <cstring>
#include <future>
#include <string>
#include <variant>
#include <vector>

#include "webhook/listener/workbench.h"

namespace tenure {
namespace {

DetachedRequest RequestWith(const std::string& body) {
  const std::string text =
      "POST /mutate HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  DetachedRequest request{.bytes = Buffer(text.size())};
  std::memcpy(request.bytes.data(), text.data(), text.size());
  request.head = std::get<ParsedHead>(ParseHead({request.bytes.data(), text.size()}));
  return request;
}

TEST(BigBodyWorkerTest, AnswersInOrder) {
  std::vector<std::string> answers;
  {
    BigBodyWorker worker(
        [](const HttpRequest& request, HttpResponse& response) { response.body = request.body; },
        3);
    for (const char* body : {"a", "b", "c"}) {
      EXPECT_TRUE(
          worker.Submit({.request = RequestWith(body), .deliver = [&](HttpResponse response) {
                           answers.push_back(std::move(response.body));
                         }}));
    }
  }
  EXPECT_EQ(answers, (std::vector<std::string>{"a", "b", "c"})) << "none is lost at the end";
}

TEST(BigBodyWorkerTest, TakesNoMoreThanItMayKeepWaiting) {
  std::promise<void> may_go_on;
  std::promise<void> has_begun;
  BigBodyWorker worker(
      [&, gate = may_go_on.get_future().share(), first = true](const HttpRequest&,
                                                               HttpResponse&) mutable {
        if (std::exchange(first, false)) has_begun.set_value();
        gate.wait();
      },
      1);
  const auto submit = [&] {
    return worker.Submit({.request = RequestWith("x"), .deliver = [](const HttpResponse&) {}});
  };
  EXPECT_TRUE(submit());
  has_begun.get_future().wait();
  EXPECT_TRUE(submit()) << "one waits";
  EXPECT_FALSE(submit());
  may_go_on.set_value();
}

TEST(HandleTest, WhatIsThrownIsAnInternalError) {
  HttpResponse response{.status = 200, .body = "old"};
  Handle([](const HttpRequest&, HttpResponse&) { throw std::runtime_error("secret"); }, {},
         response);
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body, "internal error\n");
}

TEST(HandleTest, TheResponseIsEmptyEachTime) {
  HttpResponse response{.status = 404, .allow = "POST", .body = "old"};
  Handle([](const HttpRequest&, HttpResponse& to) { to.body += "new"; }, {}, response);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.allow, "");
  EXPECT_EQ(response.body, "new");
}

}  // namespace
}  // namespace tenure
