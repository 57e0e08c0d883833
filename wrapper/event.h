// One JSON object a line on standard error, for log collectors and people.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenure::wrapper {

class Event {
 public:
  // `what` is what happened, for example "dumped"; names are in docs/wrapper.md.
  explicit Event(std::string_view what);

  Event& With(std::string_view key, std::string_view text);
  Event& With(std::string_view key, long long number);
  Event& With(std::string_view key, const std::vector<std::string>& texts);

  std::string Line() const { return line_ + "}\n"; }

  // A single write, so that lines of several processes never mix.
  void Emit() const;

 private:
  std::string line_;
};

std::string JsonString(std::string_view text);

}  // namespace tenure::wrapper
