#pragma once

#include <re2/re2.h>

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

// `runtime: {timesTypical: 10, atLeast: 6h}`: the larger of the two is the
// threshold, and it is computed when the policy is read. `runtime: known`
// matches whatever has one.
struct RuntimeMatch {
  std::optional<Duration> at_least;  // absent: any runtime that is known
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
