#include "webhook/listener/workbench.h"

#include <exception>
#include <string>
#include <utility>

namespace tenure {
namespace {

// A usual response has 4 KB.
constexpr std::size_t kSpareBytes = std::size_t{16} << 10;
constexpr std::size_t kSpareTexts = 16;

void Empty(HttpResponse& response) {
  std::string body = std::move(response.body);
  body.clear();
  response = {};
  response.body = std::move(body);
}

}  // namespace

std::string SpareTexts::Take() {
  if (texts_.empty()) return {};
  std::string text = std::move(texts_.back());
  texts_.pop_back();
  return text;
}

void SpareTexts::GiveBack(std::string text) {
  if (text.capacity() > kSpareBytes || texts_.size() == kSpareTexts) return;
  text.clear();
  texts_.push_back(std::move(text));
}

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
