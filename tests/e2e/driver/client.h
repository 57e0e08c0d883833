#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/e2e/driver/server_process.h"

namespace httplib {
class SSLClient;
}

namespace tenure::test {

struct Reply {
  int status = 0;  // 0: there was none
  std::string body;
  std::string content_type;
  std::string connection;
};

// A well-behaved client, as the API server is one: verifies the certificate,
// keeps its connection.
class Client {
 public:
  explicit Client(const Server& server);
  // One that shows a certificate.
  Client(const Server& server, const std::string& certificate_file, const std::string& key_file);
  ~Client();

  [[nodiscard]] Reply Post(const std::string& path, const std::string& body,
                           const std::string& content_type = "application/json");
  // The `response` of the review that comes back; fails the test if there is none.
  [[nodiscard]] nlohmann::json Ask(const std::string& path, const nlohmann::json& review);

 private:
  std::unique_ptr<httplib::SSLClient> client_;
};

// GET on the probe port.
[[nodiscard]] Reply Probe(const Server& server, const std::string& path);

// tests/data/reviews/NAME
[[nodiscard]] nlohmann::json RecordedReview(const std::string& name);

// The JSON Patch of a response, decoded; empty: there is none.
[[nodiscard]] std::string PatchOf(const nlohmann::json& response);

}  // namespace tenure::test
