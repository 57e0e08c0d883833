#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policies/pod/duration.h"
#include "policies/pod/quantity.h"

namespace tenure {

// A shell pattern with * and ?, over a whole name.
struct Glob {
  std::string pattern;
  [[nodiscard]] bool Matches(std::string_view text) const;
};

// `runtime: {timesTypical: 10, atLeast: 6h}`. `runtime: known`, which has neither,
// matches whatever has one.
struct RuntimeMatch {
  std::optional<std::int64_t> times_typical;
  std::optional<Duration> at_least;

  [[nodiscard]] bool HasThreshold() const { return times_typical || at_least; }
  // The larger of the two, where runtimes typically are so long.
  [[nodiscard]] Duration Threshold(Duration typical) const {
    return std::max(typical * times_typical.value_or(0), at_least.value_or(Duration::Seconds(0)));
  }
};

struct RequestsMatch {
  std::optional<Quantity> cpu_at_least;
  std::optional<Quantity> memory_at_least;
};

// Labels or annotations: a key with a glob for its value.
struct KeyGlob {
  std::string key;
  Glob value;
};

// One entry of a class's `match`: everything that it names must hold.
struct Match {
  std::optional<RuntimeMatch> runtime;
  std::optional<bool> critical;
  std::optional<RequestsMatch> requests;
  std::vector<Glob> namespaces;
  std::vector<Glob> images;
  std::vector<KeyGlob> labels;
  std::vector<KeyGlob> annotations;
  std::vector<Glob> service_accounts;  // namespace/name
  std::vector<Glob> owner_kinds;
  std::shared_ptr<const re2::RE2> args;  // over command and args, joined by spaces; null: not asked
};

}  // namespace tenure
