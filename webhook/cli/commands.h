#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace tenure {

// One subcommand. It lives in a file of its own, with a function that adds its
// options to the program and says what to run once they are read:
//
//   Command AddReview(CLI::App& program);
struct Command {
  const CLI::App* parser = nullptr;
  std::function<int()> run;  // returns an ExitStatus
};

// `tenure ARGUMENTS…`: reads the command line, runs the subcommand and returns
// its exit status.
[[nodiscard]] int RunCommandLine(int argc, const char* const* argv);

}  // namespace tenure
