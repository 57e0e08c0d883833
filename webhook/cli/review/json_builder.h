#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "webhook/cli/review/document.h"

namespace tenure {

// Builds a JSON value out of nlohmann's events, and stops at a depth that its
// own builder would follow. The last of duplicate keys counts, as in Go.
class JsonBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  [[nodiscard]] nlohmann::json TakeValue() { return std::move(root_); }

  // After a failure: a sentence without a full stop, and the byte where it is.
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] std::size_t error_offset() const { return error_offset_; }

  bool null() override { return Add(nullptr); }
  bool boolean(bool value) override { return Add(value); }
  bool number_integer(number_integer_t value) override { return Add(value); }
  bool number_unsigned(number_unsigned_t value) override { return Add(value); }
  bool number_float(number_float_t value, const string_t& /*text*/) override { return Add(value); }
  bool string(string_t& value) override { return Add(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return Open(nlohmann::json::object()); }
  bool key(string_t& value) override;
  bool end_object() override { return Close(); }
  bool start_array(std::size_t /*size*/) override { return Open(nlohmann::json::array()); }
  bool end_array() override { return Close(); }
  bool parse_error(std::size_t position, const std::string& last_token,
                   const nlohmann::json::exception& error) override;

 private:
  struct Collection {
    nlohmann::json value;
    std::string key;  // of the entry that comes next, in an object
  };

  bool Add(nlohmann::json value);
  bool Open(nlohmann::json empty);
  bool Close();

  nlohmann::json root_;
  std::vector<Collection> open_;
  std::string error_;
  std::size_t error_offset_ = 0;
};

}  // namespace tenure
