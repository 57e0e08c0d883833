#include "tests/e2e/driver/honest_client.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/e2e/driver/client.h"

namespace tenure::test {
namespace {

constexpr int kRequestsPerConnection = 10;

}  // namespace

HonestClient::HonestClient(const Server& server) : thread_([this, &server] { Run(server); }) {}

HonestClient::~HonestClient() {
  if (thread_.joinable()) (void)StopAndCountFailures();
}

void HonestClient::Run(const Server& server) {
  const std::string review = RecordedReview("long-annotated.mutate.json").dump();
  while (!stopping_) {
    Client client(server);
    for (int i = 0; i < kRequestsPerConnection && !stopping_; ++i) {
      const Reply reply = client.Post("/mutate", review);
      EXPECT_EQ(reply.status, 200) << "request " << i << " of a connection: " << reply.body;
      ++(reply.status == 200 ? answered_ : failed_);
    }
  }
}

void HonestClient::WaitForAnswers(int count) const {
  const int enough = answered_ + count;
  while (answered_ < enough && failed_ == 0) std::this_thread::yield();
}

int HonestClient::StopAndCountFailures() {
  stopping_ = true;
  thread_.join();
  return failed_;
}

}  // namespace tenure::test
