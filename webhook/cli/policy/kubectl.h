#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tenure {

// One run of the admin's own kubectl: his context, his rights.
struct KubectlRun {
  int status = 0;  // its exit status; 127: there is no such program
  std::string out;
};

// Runs it with these arguments. What it says on standard error goes to the
// user: warnings of the API server are among it.
using Kubectl = std::function<KubectlRun(const std::vector<std::string>& arguments)>;

// A program, looked up in PATH.
[[nodiscard]] Kubectl KubectlProgram(std::string program);

}  // namespace tenure
