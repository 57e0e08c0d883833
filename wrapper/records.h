// The small files that tenure-wrap keeps on the volume (manifest, status,
// lease): a line `key value` per record, a key may come again, and a last line
// with the CRC-32C of all the others, so that half a file is never believed.
// `cat` shows them; a backslash and a newline in a value are written \\ and \n.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "wrapper/result.h"

namespace tenure::wrapper {

class Records {
 public:
  void Add(std::string key, std::string value);
  void Add(std::string key, long long value) { Add(std::move(key), std::to_string(value)); }

  // The first value of the key; empty where there is none.
  const std::string& Text(std::string_view key) const;
  long long Number(std::string_view key) const;
  std::vector<std::string> All(std::string_view key) const;
  const std::vector<std::pair<std::string, std::string>>& lines() const { return lines_; }

  std::string Serialize() const;
  static Result<Records> Parse(std::string_view bytes);

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

Result<Records> ReadRecords(const std::string& path);

}  // namespace tenure::wrapper
