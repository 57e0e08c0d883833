#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "policies/history/sources/byte_source.h"

namespace tenure {

// Splits what `kubectl get … -o json` prints into objects, without holding more
// than one of them: the elements of a List's "items", or documents one after the
// other. Only the brackets and quotes are looked at: whoever takes the object
// parses it.
class JsonItems {
 public:
  // Four times what etcd takes for an object.
  static constexpr std::size_t kLargestObject = std::size_t{8} << 20;

  // The object and the line it begins on.
  using TakeObject = std::function<void(std::string_view json, std::size_t line)>;

  explicit JsonItems(TakeObject take) : take_(std::move(take)) {}

  // Errors are of the source as a whole: no JSON, cut off, too large.
  [[nodiscard]] tl::expected<void, std::string> Read(ByteSource& source);

 private:
  [[nodiscard]] tl::expected<void, std::string> Scan(std::string_view block);
  [[nodiscard]] tl::expected<void, std::string> Between(char c);
  void InText(char c);
  void InObject(char c);
  void Open(char c);
  void Close();
  [[nodiscard]] bool AtItemsKey() const;
  [[nodiscard]] std::string At() const;

  TakeObject take_;
  std::string name_;
  std::string object_;  // what is kept of the current one
  std::string key_;     // the last string at depth 1
  std::size_t line_ = 1;
  std::size_t object_line_ = 1;
  int depth_ = 0;
  bool in_list_ = false;
  bool keeping_ = false;
  bool in_text_ = false;
  bool escaped_ = false;
  bool after_key_ = false;  // a string, then a colon, at depth 1
};

}  // namespace tenure
