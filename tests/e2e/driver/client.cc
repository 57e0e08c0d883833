#include "tests/e2e/driver/client.h"

#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>

#include <csignal>

#include "tests/support/files.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

constexpr int kPatienceSeconds = 60;

Reply ToReply(const httplib::Result& result) {
  if (!result) return {.body = httplib::to_string(result.error())};
  return {.status = result->status,
          .body = result->body,
          .content_type = result->get_header_value("Content-Type"),
          .connection = result->get_header_value("Connection")};
}

}  // namespace

Client::Client(const Server& server) : Client(server, "", "") {}

Client::Client(const Server& server, const std::string& certificate_file,
               const std::string& key_file)
    : client_(std::make_unique<httplib::SSLClient>("127.0.0.1", server.port(), certificate_file,
                                                   key_file)) {
  // OpenSSL writes without MSG_NOSIGNAL: a lost connection is a failed request.
  (void)std::signal(SIGPIPE, SIG_IGN);
  client_->set_ca_cert_path(server.ca_file().c_str());
  client_->enable_server_certificate_verification(true);
  client_->set_keep_alive(true);
  client_->set_tcp_nodelay(true);
  client_->set_read_timeout(kPatienceSeconds);
  client_->set_write_timeout(kPatienceSeconds);
}

Client::~Client() = default;

Reply Client::Post(const std::string& path, const std::string& body,
                   const std::string& content_type) {
  return ToReply(client_->Post(path, body, content_type));
}

Json Client::Ask(const std::string& path, const Json& review) {
  const Reply reply = Post(path, review.dump());
  EXPECT_EQ(reply.status, 200) << reply.body;
  const Json answer = Json::parse(reply.body, nullptr, false);
  EXPECT_FALSE(answer.is_discarded()) << reply.body;
  if (answer.is_discarded()) return Json::object();
  EXPECT_EQ(answer.value("apiVersion", ""), "admission.k8s.io/v1");
  EXPECT_EQ(answer.value("kind", ""), "AdmissionReview");
  return answer.value("response", Json::object());
}

Reply Probe(const Server& server, const std::string& path) {
  httplib::Client client("127.0.0.1", server.probe_port());
  client.set_read_timeout(kPatienceSeconds);
  return ToReply(client.Get(path));
}

Json RecordedReview(const std::string& name) {
  return Json::parse(ReadFile(DataPath("reviews") / name));
}

std::string PatchOf(const Json& response) {
  if (!response.contains("patch")) return {};
  const auto encoded = response.at("patch").get<std::string>();
  std::string patch(encoded.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(patch.data()),
                  reinterpret_cast<const unsigned char*>(encoded.data()),
                  static_cast<int>(encoded.size()));
  const std::size_t padding = encoded.ends_with("==") ? 2 : encoded.ends_with('=') ? 1 : 0;
  patch.resize(patch.size() - padding);
  return patch;
}

}  // namespace tenure::test
