#include "webhook/cli/certs/show_report.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "certs/certificate.h"

namespace tenure {
namespace {

using Json = nlohmann::ordered_json;

// That of the first one to end.
Time EndOf(const ShownCertificates& shown) {
  const auto end = [](const Certificate& certificate) { return NotAfter(*certificate); };
  return end(*std::ranges::min_element(shown.certificates, {}, end));
}

std::string EndText(Time ends, Time now) {
  if (ends <= now)
    return DateText(ends) + ", " +
           RoughText(std::chrono::duration_cast<std::chrono::seconds>(now - ends)) + " ago";
  return DateText(ends) + ", in " +
         RoughText(std::chrono::duration_cast<std::chrono::seconds>(ends - now));
}

std::string KindOf(const X509& certificate) {
  if (IsCa(certificate)) return "CA";
  return MayServe(certificate) ? "server" : "client";
}

void PrintCertificate(const X509& certificate, Time now, std::ostream& out) {
  out << KindOf(certificate) << ' ' << SubjectText(certificate) << '\n';
  const auto row = [&out](const char* name, const std::string& value) {
    if (!value.empty()) out << "  " << name << value << '\n';
  };
  std::string names;
  for (const std::string& name : AlternativeNames(certificate)) {
    names += (names.empty() ? "" : ", ") + name;
  }
  row("for     ", names);
  row("issuer  ", IssuerText(certificate));
  row("from    ", DateText(NotBefore(certificate)));
  row("to      ", EndText(NotAfter(certificate), now));
  row("key     ", KeyText(certificate));
  row("serial  ", SerialText(certificate));
  row("sha256  ", FingerprintText(certificate));
}

Json ToJson(const X509& certificate) {
  return {{"kind", KindOf(certificate)},
          {"subject", SubjectText(certificate)},
          {"issuer", IssuerText(certificate)},
          {"names", AlternativeNames(certificate)},
          {"notBefore", Rfc3339Text(NotBefore(certificate))},
          {"notAfter", Rfc3339Text(NotAfter(certificate))},
          {"key", KeyText(certificate)},
          {"serial", SerialText(certificate)},
          {"sha256", FingerprintText(certificate)}};
}

}  // namespace

void PrintCertificates(const ShownCertificates& shown, Time now, std::ostream& out) {
  for (const Certificate& certificate : shown.certificates) {
    PrintCertificate(*certificate, now, out);
  }
  if (shown.problems.empty()) {
    out << "right: clients take it until " << EndText(EndOf(shown), now) << '\n';
  }
  for (const std::string& problem : shown.problems) out << "wrong: " << problem << '\n';
}

void PrintCertificatesAsJson(const ShownCertificates& shown, std::ostream& out) {
  Json certificates = Json::array();
  for (const Certificate& certificate : shown.certificates) {
    certificates.push_back(ToJson(*certificate));
  }
  const Json whole = {{"certificates", std::move(certificates)},
                      {"ends", Rfc3339Text(EndOf(shown))},
                      {"problems", shown.problems}};
  out << whole.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace tenure
