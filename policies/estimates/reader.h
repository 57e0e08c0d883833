#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "policies/estimates/estimates.h"

namespace tenure {

// One thing that is wrong with an estimates file, with its place in it.
struct EstimatesError {
  std::size_t line = 0;    // from 1; 0: the file as a whole
  std::size_t column = 0;  // from 1; 0: the whole line (JSON)
  std::string path;        // steps."job:assembly".memory.p95
  std::string message;     // what is wrong, and what to write instead
  // "estimates.yaml:12:5: steps."job:assembly".memory.p95: ..."
  [[nodiscard]] std::string Text(std::string_view file) const;
};

// Reads an estimates file, YAML or, where its first character is "{", JSON:
//
//   apiVersion: tenure.dev/v1
//   kind: Estimates
//   generated: 2026-11-21              # optional
//   typicalRuntime: 8m                 # optional: the median runtime of this cluster
//   steps:
//     nextflow:NFCORE_MAG_MAG_MEGAHIT:
//       runs: 12
//       lastSeen: 2026-11-03           # optional
//       weak: false                    # optional: true where history is too thin to classify by
//       runtime: {p50: 3d4h, p95: 6d, max: 7d}
//       cpu: {mean: 7600m, p50: 7500m, p95: "12", max: "14"}             # optional; cores
//       memory: {mean: 198Gi, p50: 190Gi, p95: 240Gi, max: 251Gi}        # optional; peaks
//
// Strict, and bounded: 1 MiB of YAML (what a ConfigMap holds), 256 MiB of JSON,
// 100,000 steps. All errors at once, at most 20 of them, in the order of the file.
[[nodiscard]] tl::expected<Estimates, std::vector<EstimatesError>> ReadEstimates(
    std::string_view text);

}  // namespace tenure
