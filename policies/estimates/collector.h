#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "policies/estimates/reader.h"

namespace tenure {

struct Place {
  std::size_t line = 0;
  std::size_t column = 0;
};

// Gathers an estimates document, and what is wrong with it, while a reader of
// YAML or of JSON walks through it. Places are the reader's.
class EstimatesCollector {
 public:
  static constexpr std::size_t kMaxErrors = 20;

  // apiVersion, kind, generated, typicalRuntime.
  void Header(std::string_view key, std::string_view value, Place at);

  // A step's own keys come between its Begin and End; `part` is empty for
  // runs, lastSeen and weak.
  void BeginStep(std::string_view name, Place at);
  void Field(std::string_view field, std::string_view part, std::string_view value, Place at);
  void EndStep();
  void DropStep() { step_.clear(); }  // it was no mapping

  // Of the value at hand: `path` under the step, or under the document.
  void Fail(std::string path, std::string message, Place at);
  // The same key twice in one mapping: the last one would win silently.
  void CheckTwice(std::unordered_set<std::string>& seen, std::string_view key, Place at);
  [[nodiscard]] bool Full() const { return errors_.size() >= kMaxErrors; }

  [[nodiscard]] tl::expected<Estimates, std::vector<EstimatesError>> Finish();

 private:
  Estimates estimates_;
  std::vector<EstimatesError> errors_;
  std::string step_;  // empty: outside of one
  Place step_at_;
  Estimate current_;
  bool has_runs_ = false;
  bool has_runtime_ = false;
  bool has_version_ = false;
  bool has_kind_ = false;
};

}  // namespace tenure
