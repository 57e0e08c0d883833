#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "certs/clock.h"
#include "certs/openssl.h"

namespace tenure {

struct ShownCertificates {
  std::span<const Certificate> certificates;  // at least one
  std::vector<std::string> problems;          // as certs/check.h words them
};

// A paragraph for each, and what is wrong with them together.
void PrintCertificates(const ShownCertificates& shown, Time now, std::ostream& out);

// {"certificates":[…],"ends":"2027-02-19T00:00:00Z","problems":[…]}
void PrintCertificatesAsJson(const ShownCertificates& shown, std::ostream& out);

}  // namespace tenure
