#pragma once

#include <string>
#include <string_view>

namespace tenure {

// The step of an Argo Workflows node, the same for every run, retry and item:
// the workflow's name without its generated suffix, then the node's path.
//   assembly-x7k2p, assembly-x7k2p[0].assemble(1)          assembly/assemble
//   assembly-x7k2p, assembly-x7k2p.per-sample(2:s3.fq)(0)  assembly/per-sample
//   hello-world, hello-world                               hello-world
// (workflow/controller/operator.go: how node names are put together.)
[[nodiscard]] std::string ArgoStep(std::string_view workflow, std::string_view node_name);

}  // namespace tenure
