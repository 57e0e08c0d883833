#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certs/clock.h"
#include "certs/issue.h"
#include "certs/openssl.h"

namespace tenure {

// What the Secret holds. What cannot be read, or does not belong together, is
// not there.
struct StoredCertificates {
  std::optional<Issued> server;   // what is served
  std::optional<Issued> ca;       // signs server certificates
  std::optional<Issued> next_ca;  // takes its place once it has been trusted for long enough
  std::vector<Certificate> previous_cas;      // still trusted, for servers that are behind
  std::optional<Time> next_ca_trusted_since;  // by every registration
  std::optional<Time> previous_cas_since;     // that they are previous
  // There is a server certificate, and nothing says that it was made here.
  bool is_of_somebody_else = false;
};

// A webhook configuration: what its webhooks trust.
struct Registration {
  std::string text;  // "mutating webhook configuration 00-tenure"
  bool exists = true;
  std::vector<std::string> bundles;  // PEM, one for each webhook
};

// All that a plan rests on.
struct RotationState {
  bool secret_exists = false;
  StoredCertificates stored;
  std::vector<Registration> registrations;
};

struct RotationOptions {
  ServerNames names;
  std::chrono::hours life{24 * 90};  // of server certificates
  std::chrono::hours ca_life{24 * 730};
  // How long a new CA is trusted before its first certificate is served, and
  // the old one after it.
  std::chrono::seconds overlap{std::chrono::hours{24 * 7}};
  bool secret_only = false;  // make the first certificate, look at no registration
  bool renew = false;        // the server certificate, now
  bool new_ca = false;       // begin with another CA now
};

}  // namespace tenure
