#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace tenure {

// Where a source's bytes come from. Tests read from a text.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // The number of bytes read; 0 is the end.
  virtual tl::expected<std::size_t, std::string> Read(std::span<char> into) = 0;
  virtual std::string_view name() const = 0;  // for messages
};

// A file, or with "-" standard input. Reports how far it has come.
class FileSource : public ByteSource {
 public:
  static tl::expected<std::unique_ptr<FileSource>, std::string> Open(const std::string& path);
  ~FileSource() override;
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;

  tl::expected<std::size_t, std::string> Read(std::span<char> into) override;
  std::string_view name() const override { return path_; }

  [[nodiscard]] std::uint64_t done() const { return done_; }
  [[nodiscard]] std::uint64_t total() const { return total_; }  // 0: not known

 private:
  FileSource(std::string path, int descriptor, std::uint64_t total)
      : path_(std::move(path)), descriptor_(descriptor), total_(total) {}

  std::string path_;
  int descriptor_;
  std::uint64_t total_;
  std::uint64_t done_ = 0;
};

}  // namespace tenure
