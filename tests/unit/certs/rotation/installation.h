#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "certs/certificate.h"
#include "certs/check.h"
#include "certs/identity.h"
#include "certs/rotation/http_kubernetes_api.h"
#include "certs/rotation/rotate.h"
#include "tests/support/kubernetes/fake_api_server.h"
#include "tests/support/kubernetes/tenure_objects.h"

namespace tenure::test {

inline constexpr Time kInstalled{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};
inline constexpr std::chrono::hours kDay{24};

// An API server with an installation of Tenure, a clock that tests move, and
// rotations that run in it.
class Installation {
 public:
  Installation() {
    api_.Set(kMutatingPath, WebhookConfiguration());
    api_.Set(kValidatingPath, WebhookConfiguration());
  }

  FakeApiServer& api() { return api_; }
  Time& now() { return now_; }
  RotationOptions& options() { return options_; }
  RotationLimits& limits() { return limits_; }
  const std::vector<std::string>& reports() const { return reports_; }

  std::unique_ptr<KubernetesApi> Connect() {
    return NewHttpKubernetesApi({.url = "https://127.0.0.1:" + std::to_string(api_.port()),
                                 .ca_file = api_.service_account() / "ca.crt",
                                 .token_file = api_.service_account() / "token"});
  }

  // A run of the Job; empty: it went well.
  std::string Run() { return Run(*connection_); }
  std::string Run(KubernetesApi& api) {
    reports_.clear();
    return RunWith(api, [this](std::string_view line) { reports_.emplace_back(line); });
  }
  std::string RunWith(KubernetesApi& api, std::function<void(std::string_view)> report) {
    Cluster cluster(api, {.name_space = "tenure-system",
                          .secret = "tenure-tls",
                          .mutating = {"00-tenure"},
                          .validating = {"00-tenure"}});
    const auto rotated =
        Rotate(cluster, Options(), limits_,
               {.now = [this] { return now_; }, .sleep = [](auto) {}, .report = std::move(report)});
    return rotated ? "" : rotated.error();
  }

  std::string Data(const char* key) { return SecretData(api_.Get(kSecretPath), key); }
  std::string Served() { return Data("tls.crt"); }
  std::string Bundle() { return BundleOfWebhook(api_.Get(kMutatingPath), 0); }

  // Why an API server with this bundle would not take a server with this
  // certificate now; empty: it does.
  std::string WhyRefused(const std::string& served, const std::string& bundle) const {
    const auto certificates = ReadCertificates(served);
    if (!certificates) return "what is served " + certificates.error();
    const auto authorities = ReadCertificates(bundle);
    if (!authorities) return "the bundle " + authorities.error();
    std::vector<Certificate> valid;
    for (const Certificate& authority : *authorities) {
      if (IsValidAt(*authority, now_)) valid.push_back(Share(*authority));
    }
    if (valid.empty()) return "the bundle has no CA that is valid now";
    const std::vector<std::string> names = {"tenure.tenure-system.svc"};
    const auto problems = ProblemsOf({.leaf = *certificates->front(),
                                      .chain = {},
                                      .authorities = valid,
                                      .names = names,
                                      .now = now_});
    return problems.empty() ? "" : problems.front();
  }

  // Everything is in place, in the Secret and in every webhook.
  void ExpectInOrder() {
    EXPECT_EQ(WhyRefused(Served(), Bundle()), "");
    for (const char* path : {kMutatingPath, kValidatingPath}) {
      for (std::size_t webhook : {0U, 1U}) {
        EXPECT_EQ(BundleOfWebhook(api_.Get(path), webhook), Bundle()) << path;
      }
    }
    EXPECT_TRUE(ReadIdentity(Served(), Data("tls.key"))) << "key and certificate";
    EXPECT_TRUE(ReadIdentity(Data("ca.crt"), Data("ca.key")) ||
                ReadIdentity(Data("next-ca.crt"), Data("next-ca.key")))
        << "a CA and its key";
  }

 private:
  RotationOptions Options() const {
    RotationOptions copy = options_;
    copy.names = {.dns = options_.names.dns, .ip = options_.names.ip};
    return copy;
  }

  Time now_ = kInstalled;
  FakeApiServer api_{[this] { return now_; }};
  std::unique_ptr<KubernetesApi> connection_ = Connect();
  RotationOptions options_{.names = NamesOfService("tenure", "tenure-system")};
  RotationLimits limits_;
  std::vector<std::string> reports_;
};

}  // namespace tenure::test
