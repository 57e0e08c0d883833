#pragma once

#include <string_view>

namespace tenure {

// A name without what controllers append to make it unique:
//   assembly-x7k2p       generateName: five of 27 characters
//   nightly-29384510     CronJob: the minute of its schedule, since 1970
//   nightly-1763078400   Argo CronWorkflow: the second
// (k8s.io/apiserver/pkg/storage/names, k8s.io/apimachinery/pkg/util/rand,
// pkg/controller/cronjob.) A name that is nothing else stays.
[[nodiscard]] std::string_view WithoutGeneratedSuffix(std::string_view name);

}  // namespace tenure
