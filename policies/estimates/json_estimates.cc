#include "policies/estimates/json_estimates.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "policies/estimates/collector.h"
#include "policies/pod/json_document.h"
#include "policies/pod/json_text.h"

namespace tenure {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::size_t kMaxBytes = std::size_t{256} << 20;

// A string as it is, a number or a boolean as it was written.
std::optional<std::string> Scalar(element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  if (value.is_object() || value.is_array() || value.is_null()) return std::nullopt;
  return simdjson::minify(value);
}

class Walk {
 public:
  explicit Walk(std::string_view text) : text_(text) {}

  tl::expected<Estimates, std::vector<EstimatesError>> Document(object root) {
    std::unordered_set<std::string> seen;
    for (const auto [key, value] : root) {
      collector_.CheckTwice(seen, key, {});
      object steps;
      if (key == "steps" && value.get(steps) == simdjson::SUCCESS) {
        Steps(steps);
      } else if (const auto scalar = Scalar(value); scalar && key != "steps") {
        collector_.Header(key, *scalar, {});
      } else {
        collector_.Fail(std::string(key), key == "steps" ? "must be an object" : "must be a string",
                        {});
      }
    }
    auto result = collector_.Finish();
    if (!result) Locate(result.error());
    return result;
  }

 private:
  void Steps(object steps) {
    for (const auto [name, value] : steps) {
      if (collector_.Full()) return;
      collector_.BeginStep(name, {});
      object fields;
      if (value.get(fields) == simdjson::SUCCESS) {
        Fields(fields);
        collector_.EndStep();
      } else {
        collector_.Fail("", "must be an object", {});
        collector_.DropStep();
      }
    }
  }

  void Fields(object fields) {
    for (const auto [field, value] : fields) {
      object parts;
      if (value.get(parts) != simdjson::SUCCESS) {
        Leaf(field, "", value);
        continue;
      }
      for (const auto [part, amount] : parts) Leaf(field, part, amount);
    }
  }

  void Leaf(std::string_view field, std::string_view part, element value) {
    if (const auto scalar = Scalar(value)) return collector_.Field(field, part, *scalar, {});
    collector_.Fail(std::string(field), "must be a string or a number", {});
  }

  // simdjson's tree has no positions. Errors are few: their step's key is
  // looked for in the text.
  void Locate(std::vector<EstimatesError>& errors) const {
    for (EstimatesError& error : errors) {
      constexpr std::string_view kStep = "steps.\"";
      if (!error.path.starts_with(kStep)) continue;
      const std::string_view path = std::string_view(error.path).substr(kStep.size());
      const std::size_t at = text_.find(JsonString(path.substr(0, path.rfind('"'))));
      if (at == std::string_view::npos) continue;
      error.line = 1 + static_cast<std::size_t>(std::count(
                           text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    }
  }

  std::string_view text_;
  EstimatesCollector collector_;
};

std::vector<EstimatesError> Only(std::string message) { return {{.message = std::move(message)}}; }

}  // namespace

tl::expected<Estimates, std::vector<EstimatesError>> ReadJsonEstimates(std::string_view text) {
  if (text.size() > kMaxBytes) {
    return tl::unexpected(Only("has more than 256 MiB; raise --min-runs of `tenure learn`"));
  }
  JsonDocument document;
  const auto root = document.Parse(text);
  if (!root) return tl::unexpected(Only(root.error()));
  object fields;
  if (root->get(fields) != simdjson::SUCCESS) return tl::unexpected(Only("must be an object"));
  return Walk(text).Document(fields);
}

}  // namespace tenure
