#include "http/libcurl.h"

#include <dlfcn.h>

namespace tenure {
namespace {

// NOLINTNEXTLINE(concurrency-mt-unsafe): glibc keeps one for each thread
std::string LastError() { return ::dlerror(); }

class Loader {
 public:
  explicit Loader(const char* library) : library_(::dlopen(library, RTLD_NOW | RTLD_LOCAL)) {
    if (library_ == nullptr) error_ = LastError();
  }

  template <typename Function>
  void Find(Function*& function, const char* name) {
    if (!error_.empty()) return;
    function = reinterpret_cast<Function*>(::dlsym(library_, name));
    if (function == nullptr) error_ = LastError();
  }

  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  void* library_;
  std::string error_;
};

}  // namespace

tl::expected<Libcurl, std::string> LoadLibcurl(const char* library) {
  Loader loader(library);
  Libcurl found{};
  loader.Find(found.easy_init, "curl_easy_init");
  loader.Find(found.easy_cleanup, "curl_easy_cleanup");
  loader.Find(found.easy_reset, "curl_easy_reset");
  loader.Find(found.easy_setopt, "curl_easy_setopt");
  loader.Find(found.easy_perform, "curl_easy_perform");
  loader.Find(found.easy_getinfo, "curl_easy_getinfo");
  loader.Find(found.easy_strerror, "curl_easy_strerror");
  loader.Find(found.easy_escape, "curl_easy_escape");
  loader.Find(found.free, "curl_free");
  loader.Find(found.slist_append, "curl_slist_append");
  loader.Find(found.slist_free_all, "curl_slist_free_all");
  loader.Find(found.getdate, "curl_getdate");
  if (loader.error().empty()) return found;
  return tl::unexpected("libcurl cannot be loaded: " + loader.error() +
                        "; Debian has it in the package libcurl4");
}

}  // namespace tenure
