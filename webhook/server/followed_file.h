#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>

namespace tenure {

// A file whose content is followed, by its path: kubelet puts a new version of
// a mounted ConfigMap or Secret beside the old one and swaps the link `..data`
// that the path leads through, so there is no file to hold on to.
// Not for use by several threads at once.
class FollowedFile {
 public:
  enum class Seen : std::uint8_t {
    kUnchanged,  // the same bytes, or still missing
    kChanged,    // other bytes than the last ones that could be read
    kMissing,    // it can no longer be read: told once, until it is there again
  };

  // `content`: what was read of it already; it counts as seen.
  FollowedFile(std::filesystem::path path, std::string content)
      : path_(std::move(path)), content_(std::move(content)) {}

  // Reads it again.
  [[nodiscard]] Seen Look();

  // The last that could be read.
  [[nodiscard]] const std::string& content() const { return content_; }
  // Why it is missing, with its name; empty when it is there.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::string content_;
  std::string error_;
};

}  // namespace tenure
