#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "policies/language/checkpoint.h"
#include "webhook/cli/commands.h"

namespace tenure {

struct ReviewOptions {
  std::vector<std::string> inputs;  // files, folders, "-"
  std::string policy_file;          // empty: the built-in policy
  std::string estimates_file;       // empty: nothing is known of the past
  std::string name_space = "default";
  std::string output = "text";  // text, json, yaml, patch
  bool privileged = false;
  Ceiling ceiling;
  bool explain = false;
  bool mortality = false;
  bool colours = false;
};

struct ReviewStreams {
  std::istream& in;
  std::ostream& out;
  std::ostream& errors;
};

// Reviews what the options name, writes it and returns an ExitStatus: success
// when all pods are admitted, refused when one is not, usage when something
// could not be read, whatever became of the rest.
[[nodiscard]] int RunReview(const ReviewOptions& options, const ReviewStreams& streams);

// `tenure review`: what would become of the pods in manifests.
[[nodiscard]] Command AddReview(CLI::App& program);

}  // namespace tenure
