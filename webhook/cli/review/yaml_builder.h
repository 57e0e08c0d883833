#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "webhook/cli/review/document.h"

namespace tenure {

// Builds the JSON of one YAML document out of yaml-cpp's events, as kubectl
// does: merge keys are applied, the last of duplicate keys counts, keys become
// strings. What cannot be JSON is thrown as a YAML::ParserException, the only
// way to stop yaml-cpp.
class YamlBuilder : public YAML::EventHandler {
 public:
  // `line_offset` is added to yaml-cpp's lines, which count from 0.
  explicit YamlBuilder(std::size_t line_offset) : line_offset_(line_offset) {}

  // The document that has just ended; null when it is empty.
  [[nodiscard]] nlohmann::json TakeValue() { return std::exchange(root_, nullptr); }
  [[nodiscard]] Lines TakeLines() { return std::exchange(lines_, {}); }
  [[nodiscard]] std::size_t first_line() const { return first_line_; }

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { Close(); }

 private:
  // A collection that has not ended yet.
  struct Open {
    nlohmann::json value;
    std::optional<std::string> key;  // of the entry that comes next, in a map
    bool key_is_merge = false;
    std::size_t parent_pointer = 0;  // length of pointer_ without this collection
    YAML::anchor_t anchor = 0;
    YAML::Mark mark;
  };
  struct Anchored {
    nlohmann::json value;
    std::size_t nodes = 0;
  };

  [[nodiscard]] bool ExpectsKey() const;
  // JSON pointer of the value that comes next.
  [[nodiscard]] std::string NextPointer() const;
  void NoteLine(const YAML::Mark& mark);
  void TakeKey(const YAML::Mark& mark, const nlohmann::json& scalar, bool is_merge);
  void Add(const YAML::Mark& mark, nlohmann::json value, YAML::anchor_t anchor);
  void Begin(const YAML::Mark& mark, nlohmann::json empty, YAML::anchor_t anchor);
  void Close();

  std::size_t line_offset_;
  std::size_t first_line_ = 1;
  nlohmann::json root_;
  std::vector<Open> open_;
  std::string pointer_;  // of the innermost open collection
  Lines lines_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  std::size_t copied_nodes_ = 0;
};

}  // namespace tenure
