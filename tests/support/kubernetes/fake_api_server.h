#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "tests/support/authority.h"
#include "tests/support/temporary_folder.h"

namespace httplib {
struct Request;
struct Response;
class SSLServer;
}  // namespace httplib

namespace tenure::test {

// As much of a Kubernetes API server as one that keeps a few objects needs:
// GET, PUT with resourceVersion, and PATCH that creates; a bearer token; over
// TLS, on a free port of this machine.
class FakeApiServer {
 public:
  using Json = nlohmann::json;

  // Which clock its Date headers are from.
  explicit FakeApiServer(std::function<Time()> clock = std::chrono::system_clock::now);
  ~FakeApiServer();
  FakeApiServer(const FakeApiServer&) = delete;
  FakeApiServer& operator=(const FakeApiServer&) = delete;

  [[nodiscard]] int port() const { return port_; }
  // With ca.crt and token, as a pod has it mounted.
  [[nodiscard]] const std::filesystem::path& service_account() const { return folder_.path(); }

  // An object as somebody else writes it; null: there is none.
  void Set(const std::string& path, Json object);
  [[nodiscard]] Json Get(const std::string& path) const;

  // Called with the number of each request, from 1, before anything is done
  // and after it, before it is answered; the answer is then an error of this
  // status, 0: it is what it is.
  using Hook = std::function<int(int request)>;
  void Before(Hook hook) { SetHook(before_, std::move(hook)); }
  void After(Hook hook) { SetHook(after_, std::move(hook)); }

  [[nodiscard]] int requests() const { return requests_; }
  [[nodiscard]] int writes() const { return writes_; }

 private:
  // Waits until none is being called.
  void SetHook(Hook& hook, Hook to);
  int Call(const Hook& hook, int request);
  void Handle(const httplib::Request& request, httplib::Response& response);
  void Answer(const httplib::Request& request, httplib::Response& response);
  void Put(const std::string& path, Json object, httplib::Response& response);
  void Apply(const std::string& path, const Json& object, httplib::Response& response);
  void Store(const std::string& path, Json object);

  std::function<Time()> clock_;
  TemporaryFolder folder_;
  std::unique_ptr<httplib::SSLServer> server_;
  int port_ = 0;
  std::atomic<int> requests_ = 0;
  std::atomic<int> writes_ = 0;
  std::mutex hooks_mutex_;
  Hook before_;
  Hook after_;
  mutable std::mutex mutex_;
  std::map<std::string, Json> objects_;
  int version_ = 0;
  std::thread thread_;
};

}  // namespace tenure::test
