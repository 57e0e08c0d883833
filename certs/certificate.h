#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "certs/clock.h"
#include "certs/openssl.h"

namespace tenure {

// What a certificate says, in C++'s terms. The field names are those of RFC 5280.

[[nodiscard]] Time NotBefore(const X509& certificate);
// The first moment at which it is no longer valid.
[[nodiscard]] Time NotAfter(const X509& certificate);
[[nodiscard]] bool IsValidAt(const X509& certificate, Time when);

[[nodiscard]] std::string SubjectText(const X509& certificate);  // "CN=tenure.lab.svc"
[[nodiscard]] std::string IssuerText(const X509& certificate);
[[nodiscard]] std::string SerialText(const X509& certificate);       // hexadecimal
[[nodiscard]] std::string FingerprintText(const X509& certificate);  // SHA-256, "AB:CD:…"
[[nodiscard]] std::string KeyText(const X509& certificate);          // "EC P-256", "RSA 2048"

// subjectAltName: DNS names, then addresses, as text.
[[nodiscard]] std::vector<std::string> AlternativeNames(const X509& certificate);
// As clients decide it: by subjectAltName alone, with its wildcards.
[[nodiscard]] bool IsFor(const X509& certificate, const std::string& name);

[[nodiscard]] bool IsCa(const X509& certificate);
// extendedKeyUsage names it, or there is none.
[[nodiscard]] bool MayServe(const X509& certificate);
[[nodiscard]] bool MayBeAClient(const X509& certificate);

// By name and by signature.
[[nodiscard]] bool IsSignedBy(const X509& certificate, const X509& issuer);
[[nodiscard]] bool IsSame(const X509& one, const X509& other);

// Another owner of the same certificate.
[[nodiscard]] Certificate Share(X509& certificate);

}  // namespace tenure
