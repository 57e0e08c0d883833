#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "webhook/listener/buffer.h"
#include "webhook/listener/framing.h"
#include "webhook/listener/head_parser.h"
#include "webhook/listener/http.h"

namespace tenure {

// A whole request, apart from the connection that it came by.
struct DetachedRequest {
  Buffer bytes;
  ParsedHead head;  // views into them

  [[nodiscard]] HttpRequest View() const;
};

// Makes requests of the bytes of one connection. No I/O: bytes are put where
// Space() says, and Advance() tells what they amount to.
//
// While a request comes in one go it lies in `shared`, which all connections of
// a loop use one after the other; one that has to wait for more keeps what it has
// in a buffer of its own. An idle connection has none.
class RequestReader {
 public:
  // `shared` has to hold at least limits::kHeadBytes. Both outlive the reader.
  RequestReader(const Buffer& shared, BufferBudget& budget) : shared_(&shared), budget_(&budget) {}

  // Where the next bytes go; never empty after Advance() has said kMore.
  [[nodiscard]] std::span<char> Space() const;
  // So many of them came.
  void Commit(std::size_t size) { size_ += size; }

  enum class Step : std::uint8_t {
    kMore,      // bytes are missing
    kContinue,  // the client waits for kContinue before it sends the body; said once
    kRequest,   // request() is whole
    kRefused,   // error() says why; nothing more is to be read
  };
  [[nodiscard]] Step Advance();

  // Valid until Finish, Park or Detach.
  [[nodiscard]] HttpRequest request() const;
  [[nodiscard]] const ParsedHead& head() const { return head_; }
  [[nodiscard]] const FramingError& error() const { return error_; }

  // The request is answered; what came behind it is the beginning of the next.
  void Finish();

  // Leaves the shared buffer to others. False: there is no memory for the rest.
  [[nodiscard]] bool Park();

  // Makes a whole request one that can be given away. False: there is no memory.
  [[nodiscard]] bool Own();
  // Whether something came behind the request: it would go with it.
  [[nodiscard]] bool HasMoreBehind() const { return size_ > head_.TotalBytes(); }
  // Gives a request away that is owned. Nothing is left.
  [[nodiscard]] DetachedRequest Detach();

  [[nodiscard]] bool IsEmpty() const { return size_ == 0; }
  [[nodiscard]] bool IsInBody() const { return has_head_; }

 private:
  [[nodiscard]] const Buffer& buffer() const { return own_ ? own_ : *shared_; }
  [[nodiscard]] std::string_view bytes() const { return {buffer().data(), size_}; }
  bool ParseHeadOnce();
  // Views into a buffer that the bytes have left are worth nothing.
  void ParseHeadAgainIfMoved();
  bool MakeRoom(std::size_t capacity);

  const Buffer* shared_;
  BufferBudget* budget_;
  Buffer own_;
  std::size_t size_ = 0;
  ParsedHead head_;
  const char* head_at_ = nullptr;  // where head_ was parsed
  bool has_head_ = false;
  bool told_to_continue_ = false;
  FramingError error_;
};

}  // namespace tenure
