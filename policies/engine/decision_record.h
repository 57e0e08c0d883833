#pragma once

#include <string>
#include <string_view>

namespace tenure {

// The annotation tenure.dev/decision: what was decided, for people and for the
// next round.
struct DecisionRecord {
  std::string policy;  // hash
  std::string class_name;
  std::string why;
  std::string main;  // container
  std::string version;

  // Anything that is not what Tenure writes reads as an empty record.
  [[nodiscard]] static DecisionRecord Parse(std::string_view json);
  [[nodiscard]] std::string Text() const;
};

}  // namespace tenure
