#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policies/pod/pod.h"

namespace tenure {

// What a node that is lost is tainted with, to evict its pods.
inline constexpr std::array<std::string_view, 2> kNodeLossTaints = {
    "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"};

// What plugin/pkg/admission/defaulttolerationseconds fills in.
inline constexpr std::int64_t kDefaultedTolerationSeconds = 300;

// The index of the toleration that counts for a taint with effect NoExecute:
// the first in the order of the list (pkg/controller/tainteviction).
[[nodiscard]] std::optional<std::size_t> FirstTolerationOf(
    const std::optional<std::vector<Toleration>>& tolerations, std::string_view taint);

}  // namespace tenure
