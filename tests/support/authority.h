#pragma once

#include <chrono>
#include <string>

#include "certs/issue.h"
#include "certs/pem.h"

namespace tenure::test {

struct PemPair {
  std::string certificate;
  std::string key;
};

// A CA of a test, with what it signs as PEM.
class Authority {
 public:
  static constexpr std::chrono::hours kLife{24 * 90};

  explicit Authority(Time now, std::chrono::hours life = std::chrono::hours{24 * 365})
      : ca_(*IssueCa("test CA", now, life)) {}

  [[nodiscard]] const Issued& issued() const { return ca_; }
  [[nodiscard]] std::string Pem() const { return ToPem(*ca_.certificate); }
  [[nodiscard]] PemPair Server(Time now, const ServerNames& names = {{"localhost"}, {"127.0.0.1"}},
                               std::chrono::hours life = kLife) const {
    return Pair(*IssueServer(ca_, names, now, life));
  }
  [[nodiscard]] PemPair Client(const std::string& name, Time now) const {
    return Pair(*IssueClient(ca_, name, now, kLife));
  }

 private:
  static PemPair Pair(const Issued& issued) {
    return {.certificate = ToPem(*issued.certificate), .key = ToPem(*issued.key)};
  }

  Issued ca_;
};

}  // namespace tenure::test
