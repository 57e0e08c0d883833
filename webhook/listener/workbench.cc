#include "webhook/listener/workbench.h"

#include <exception>
#include <string>
#include <utility>

namespace tenure {
namespace {

constexpr std::size_t kKeptBytes = std::size_t{64} << 10;

void Empty(HttpResponse& response) {
  std::string body = std::move(response.body);
  if (body.capacity() > kKeptBytes) body = {};
  body.clear();
  response = {};
  response.body = std::move(body);
}

}  // namespace

void Handle(const HttpHandler& handler, const HttpRequest& request, HttpResponse& response) {
  Empty(response);
  try {
    handler(request, response);
  } catch (const std::exception&) {
    Empty(response);
    response.status = 500;
    response.body = "internal error\n";
  }
}

}  // namespace tenure
