#include "webhook/server/followed_file.h"

#include "certs/files.h"

namespace tenure {

FollowedFile::Seen FollowedFile::Look() {
  auto bytes = ReadFile(path_);
  if (!bytes) {
    const bool was_there = error_.empty();
    error_ = std::move(bytes.error());
    return was_there ? Seen::kMissing : Seen::kUnchanged;
  }
  error_.clear();
  if (*bytes == content_) return Seen::kUnchanged;
  content_ = *std::move(bytes);
  return Seen::kChanged;
}

}  // namespace tenure
