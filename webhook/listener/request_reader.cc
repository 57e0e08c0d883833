#include "webhook/listener/request_reader.h"

#include <algorithm>
#include <cstring>
#include <utility>
#include <variant>

#include "webhook/listener/limits.h"

namespace tenure {
namespace {

constexpr FramingError kNoMemory{503, "too much is in flight here; ask again"};

HttpRequest ViewOf(const ParsedHead& head, const char* bytes) {
  return {.method = head.fields.method,
          .target = head.fields.target,
          .content_type = head.fields.content_type,
          .traceparent = head.traceparent,
          .body = {bytes + head.head_bytes, head.body_bytes},
          .readable_beyond_body = Buffer::kPadding,
          .arrived = {}};
}

}  // namespace

HttpRequest DetachedRequest::View() const { return ViewOf(head, bytes.data()); }

HttpRequest RequestReader::request() const { return ViewOf(head_, buffer().data()); }

std::span<char> RequestReader::Space() const {
  return {buffer().data() + size_, buffer().capacity() - size_};
}

RequestReader::Step RequestReader::Advance() {
  if (!has_head_ && !ParseHeadOnce()) {
    return error_.sentence.empty() ? Step::kMore : Step::kRefused;
  }
  if (size_ >= head_.TotalBytes()) {
    ParseHeadAgainIfMoved();
    return Step::kRequest;
  }
  if (!MakeRoom(head_.TotalBytes())) {
    error_ = kNoMemory;
    return Step::kRefused;
  }
  if (head_.expects_continue && !std::exchange(told_to_continue_, true)) return Step::kContinue;
  return Step::kMore;
}

bool RequestReader::ParseHeadOnce() {
  const HeadResult result = ParseHead(bytes());
  if (const auto* head = std::get_if<ParsedHead>(&result)) {
    head_ = *head;
    head_at_ = buffer().data();
    has_head_ = true;
  } else if (const auto* error = std::get_if<FramingError>(&result)) {
    error_ = *error;
  }
  return has_head_;
}

void RequestReader::ParseHeadAgainIfMoved() {
  if (head_at_ == buffer().data()) return;
  has_head_ = false;
  (void)ParseHeadOnce();
}

void RequestReader::Finish() {
  const std::size_t total = head_.TotalBytes();
  size_ -= total;
  if (size_ > 0) std::memmove(buffer().data(), buffer().data() + total, size_);
  if (size_ == 0) own_ = {};
  has_head_ = false;
  told_to_continue_ = false;
}

bool RequestReader::Park() {
  if (own_ || size_ == 0) return true;
  const std::size_t needed = has_head_ ? head_.TotalBytes() : limits::kHeadBytes;
  auto own = Buffer::Allocate(*budget_, std::max(needed, size_));
  if (!own) return false;
  std::memcpy(own->data(), shared_->data(), size_);
  own_ = std::move(*own);
  return true;
}

bool RequestReader::Own() {
  if (!Park()) return false;
  ParseHeadAgainIfMoved();
  return true;
}

DetachedRequest RequestReader::Detach() {
  DetachedRequest request{.bytes = std::move(own_), .head = head_};
  own_ = {};
  size_ = 0;
  has_head_ = false;
  told_to_continue_ = false;
  return request;
}

bool RequestReader::MakeRoom(std::size_t capacity) {
  if (buffer().capacity() >= capacity) return true;
  auto larger = Buffer::Allocate(*budget_, capacity);
  if (!larger) return false;
  std::memcpy(larger->data(), buffer().data(), size_);
  own_ = std::move(*larger);
  return true;
}

}  // namespace tenure
