#include "policies/estimates/yaml_estimates.h"

#include <yaml-cpp/yaml.h>

#include <string>

#include "policies/estimates/collector.h"

namespace tenure {
namespace {

// What a ConfigMap holds at most; larger documents are written as JSON.
constexpr std::size_t kMaxBytes = std::size_t{1} << 20;

Place PlaceOf(const YAML::Node& node) {
  const YAML::Mark mark = node.Mark();
  if (mark.is_null()) return {};
  return {static_cast<std::size_t>(mark.line) + 1, static_cast<std::size_t>(mark.column) + 1};
}

std::string KeyOf(const YAML::Node& key) { return key.IsScalar() ? key.Scalar() : std::string(); }

class Walk {
 public:
  tl::expected<Estimates, std::vector<EstimatesError>> Document(const YAML::Node& root) {
    std::unordered_set<std::string> seen;
    for (const auto& entry : root) {
      const std::string key = KeyOf(entry.first);
      collector_.CheckTwice(seen, key, PlaceOf(entry.first));
      if (key == "steps") {
        Steps(entry.second);
      } else if (entry.second.IsScalar()) {
        collector_.Header(key, entry.second.Scalar(), PlaceOf(entry.second));
      } else {
        collector_.Fail(key, "must be a string", PlaceOf(entry.second));
      }
    }
    return collector_.Finish();
  }

 private:
  void Steps(const YAML::Node& steps) {
    if (!steps.IsMap()) return collector_.Fail("steps", "must be a mapping", PlaceOf(steps));
    for (const auto& entry : steps) {
      if (collector_.Full()) return;
      collector_.BeginStep(KeyOf(entry.first), PlaceOf(entry.first));
      if (entry.second.IsMap()) {
        Fields(entry.second);
        collector_.EndStep();
      } else {
        collector_.Fail("", "must be a mapping", PlaceOf(entry.second));
        collector_.DropStep();
      }
    }
  }

  void Fields(const YAML::Node& fields) {
    std::unordered_set<std::string> seen;
    for (const auto& entry : fields) {
      const std::string field = KeyOf(entry.first);
      collector_.CheckTwice(seen, field, PlaceOf(entry.first));
      if (!entry.second.IsMap()) {
        Leaf(field, "", entry.second);
        continue;
      }
      for (const auto& part : entry.second) Leaf(field, KeyOf(part.first), part.second);
    }
  }

  void Leaf(const std::string& field, std::string_view part, const YAML::Node& value) {
    if (value.IsScalar()) {
      return collector_.Field(field, part, value.Scalar(), PlaceOf(value));
    }
    collector_.Fail(field, "must be a string or a number", PlaceOf(value));
  }

  EstimatesCollector collector_;
};

std::vector<EstimatesError> Only(std::string message) { return {{.message = std::move(message)}}; }

}  // namespace

tl::expected<Estimates, std::vector<EstimatesError>> ReadYamlEstimates(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return tl::unexpected(Only("has more than 1 MiB; write JSON (tenure learn --output json)"));
  }
  try {
    const YAML::Node root = YAML::Load(std::string(text));
    if (!root.IsMap()) return tl::unexpected(Only("must be a mapping: apiVersion, kind, steps"));
    return Walk().Document(root);
  } catch (const YAML::Exception& error) {  // yaml-cpp says what is wrong by throwing only
    EstimatesError problem{.message = "is not YAML: " + error.msg};
    if (!error.mark.is_null()) {
      problem.line = static_cast<std::size_t>(error.mark.line) + 1;
      problem.column = static_cast<std::size_t>(error.mark.column) + 1;
    }
    return tl::unexpected(std::vector{problem});
  }
}

}  // namespace tenure
