// Any bytes, in any pieces, as what one connection receives. Whatever the pieces: the same
// requests, the same refusal, no memory left behind. The first byte chooses the pieces.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "webhook/listener/request_reader.h"

namespace {

using tenure::RequestReader;
using Step = RequestReader::Step;

constexpr std::size_t kSharedBytes = std::size_t{64} << 10;
constexpr std::size_t kBudget = std::size_t{64} << 20;

void Require(bool condition) {
  if (!condition) std::abort();
}

// What a connection would have seen, as text.
class Receiver {
 public:
  // In pieces of so many bytes.
  std::string Receive(std::string_view bytes, std::size_t piece) {
    while (!bytes.empty() && !refused_) {
      const auto space = reader_.Space();
      Require(!space.empty());
      const std::size_t size = std::min({space.size(), piece, bytes.size()});
      std::memcpy(space.data(), bytes.data(), size);
      reader_.Commit(size);
      bytes.remove_prefix(size);
      Advance();
      // Other connections use the shared buffer before the next piece comes.
      if (!refused_ && !reader_.Park()) refused_ = true;
      std::memset(shared_.data(), '#', 256);
    }
    return seen_;
  }

 private:
  void Advance() {
    while (true) {
      switch (reader_.Advance()) {
        case Step::kMore:
          return;
        case Step::kContinue:
          break;
        case Step::kRequest:
          Take();
          break;
        case Step::kRefused:
          seen_ += "refused " + std::to_string(reader_.error().status);
          refused_ = true;
          return;
      }
    }
  }

  void Take() {
    const tenure::HttpRequest request = reader_.request();
    Require(request.target.starts_with('/'));
    Require(request.body.size() == reader_.head().body_bytes);
    seen_ += request.method;
    seen_ += ' ';
    seen_ += request.target;
    seen_ += ' ';
    seen_ += request.content_type;
    seen_ += '\n';
    seen_ += request.body;
    reader_.Finish();
  }

  tenure::Buffer shared_{kSharedBytes};
  tenure::BufferBudget budget_{kBudget};
  RequestReader reader_{shared_, budget_};
  std::string seen_;
  bool refused_ = false;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = std::size_t{data[0]} + 1;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Require(Receiver().Receive(bytes, piece) == Receiver().Receive(bytes, kSharedBytes));
  return 0;
}
