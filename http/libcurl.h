#pragma once

#include <curl/curl.h>

#include <string>
#include <tl/expected.hpp>

namespace tenure {

// What is used of libcurl, which is loaded when it is first needed. `tenure serve` never needs it:
// it would hold libcurl and the two dozen libraries behind it (Kerberos, LDAP, SSH …) in every
// replica's memory, and within reach of whoever finds a hole in the way of a request.
struct Libcurl {
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_perform) easy_perform;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_easy_escape) easy_escape;
  decltype(&::curl_free) free;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_getdate) getdate;
};

// Debian's name of it; also known to images/tenure/fill.
inline constexpr const char* kLibcurl = "libcurl.so.4";

// It stays loaded to the end of the process. The error names what is missing.
[[nodiscard]] tl::expected<Libcurl, std::string> LoadLibcurl(const char* library = kLibcurl);

}  // namespace tenure
