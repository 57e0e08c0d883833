#include "tests/support/kubernetes/fake_api_server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <ctime>

#include "certs/files.h"

namespace tenure::test {
namespace {

constexpr const char* kToken = "a-token";

std::string HttpDate(Time when) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
  std::tm calendar{};
  gmtime_r(&seconds, &calendar);
  std::array<char, 64> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &calendar)};
}

void Fail(int status, const std::string& message, httplib::Response& response) {
  response.status = status;
  const nlohmann::json body = {{"kind", "Status"}, {"code", status}, {"message", message}};
  response.set_content(body.dump(), "application/json");
}

void Succeed(const nlohmann::json& object, httplib::Response& response) {
  response.status = 200;
  response.set_content(object.dump(), "application/json");
}

}  // namespace

FakeApiServer::FakeApiServer(std::function<Time()> clock) : clock_(std::move(clock)) {
  const Time now = std::chrono::system_clock::now();
  const Authority authority(now);
  const PemPair pair = authority.Server(now);
  const auto write = [this](const char* name, const std::string& text) {
    EXPECT_TRUE(WriteFile(folder_.path() / name, text, FileAccess::kReadable));
    return (folder_.path() / name).string();
  };
  write("ca.crt", authority.Pem());
  write("token", std::string(kToken) + '\n');
  server_ = std::make_unique<httplib::SSLServer>(write("server.crt", pair.certificate).c_str(),
                                                 write("server.key", pair.key).c_str());
  const auto handle = [this](const httplib::Request& request, httplib::Response& response) {
    Handle(request, response);
  };
  server_->Get(".*", handle);
  server_->Put(".*", handle);
  server_->Patch(".*", handle);
  server_->set_keep_alive_max_count(1000);
  server_->set_keep_alive_timeout(1);
  server_->set_tcp_nodelay(true);
  port_ = server_->bind_to_any_port("127.0.0.1");
  thread_ = std::thread([this] { server_->listen_after_bind(); });
}

FakeApiServer::~FakeApiServer() {
  while (!server_->is_running()) std::this_thread::yield();
  server_->stop();
  thread_.join();
}

void FakeApiServer::Set(const std::string& path, Json object) {
  const std::lock_guard lock(mutex_);
  if (object.is_null()) {
    objects_.erase(path);
  } else {
    Store(path, std::move(object));
  }
}

FakeApiServer::Json FakeApiServer::Get(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto found = objects_.find(path);
  return found == objects_.end() ? Json() : found->second;
}

void FakeApiServer::SetHook(Hook& hook, Hook to) {
  const std::lock_guard lock(hooks_mutex_);
  hook = std::move(to);
}

int FakeApiServer::Call(const Hook& hook, int request) {
  const std::lock_guard lock(hooks_mutex_);
  return hook ? hook(request) : 0;
}

void FakeApiServer::Handle(const httplib::Request& request, httplib::Response& response) {
  const int number = ++requests_;
  response.set_header("Date", HttpDate(clock_()));
  int status = Call(before_, number);
  if (status != 0) return Fail(status, "it was to be so", response);
  Answer(request, response);
  status = Call(after_, number);
  if (status != 0) Fail(status, "it was to be so", response);
}

void FakeApiServer::Answer(const httplib::Request& request, httplib::Response& response) {
  if (request.get_header_value("Authorization") != std::string("Bearer ") + kToken) {
    return Fail(401, "Unauthorized", response);
  }
  const std::lock_guard lock(mutex_);
  if (request.method == "PUT") return Put(request.path, Json::parse(request.body), response);
  if (request.method == "PATCH") return Apply(request.path, Json::parse(request.body), response);
  const auto found = objects_.find(request.path);
  if (found == objects_.end()) return Fail(404, request.path + " not found", response);
  Succeed(found->second, response);
}

void FakeApiServer::Put(const std::string& path, Json object, httplib::Response& response) {
  const auto found = objects_.find(path);
  if (found == objects_.end()) return Fail(404, path + " not found", response);
  const Json version = object["metadata"]["resourceVersion"];
  if (!version.is_null() && version != found->second["metadata"]["resourceVersion"]) {
    return Fail(409, "the object has been modified", response);
  }
  ++writes_;
  Store(path, std::move(object));
  Succeed(objects_.at(path), response);
}

// Fields of the object that are named; all others stay.
void FakeApiServer::Apply(const std::string& path, const Json& object,
                          httplib::Response& response) {
  Json merged = objects_.contains(path) ? objects_.at(path) : Json::object();
  merged.merge_patch(object);
  ++writes_;
  Store(path, std::move(merged));
  Succeed(objects_.at(path), response);
}

void FakeApiServer::Store(const std::string& path, Json object) {
  object["metadata"]["resourceVersion"] = std::to_string(++version_);
  objects_[path] = std::move(object);
}

}  // namespace tenure::test
