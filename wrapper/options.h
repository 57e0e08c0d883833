// The command line of tenure-wrap, read once.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "wrapper/result.h"

namespace tenure::wrapper {

enum class OnCorrupt { kFail, kFresh };
enum class OnPreflight { kRefuse, kUnprotected, kSkip };

struct Options {
  std::vector<std::string> command;  // the job and its arguments
  std::string dir;                   // where the checkpoints are kept
  std::chrono::seconds interval{std::chrono::hours(6)};
  int keep = 2;             // generations
  std::string image_check;  // of the image, command and args; empty: unchecked
  bool compress = false;
  std::vector<std::string> also;  // paths outside the volume, saved and put back with the job

  OnCorrupt on_corrupt = OnCorrupt::kFail;
  OnPreflight preflight = OnPreflight::kRefuse;
  bool remove_on_failure = false;
  int checkpointed_status = 85;  // exit status after dump-and-stop; never 0

  std::chrono::seconds lease{60};
  std::chrono::seconds lease_wait{std::chrono::minutes(10)};
  std::string termination_log = "/dev/termination-log";
  std::string criu;  // an executable; empty: the bundle beside tenure-wrap, else "criu" of PATH
  std::vector<std::string> criu_options;  // added to each dump and restore
  int pid = 1000;                         // of the job; 0: whatever comes

  bool native = false;
  std::string checkpoint_command;  // native: run by /bin/sh at each checkpoint
  int checkpoint_signal = 0;       // native: sent to the job at each checkpoint
  std::chrono::seconds grace{30};  // native: the pod's grace period
};

// `arguments` without the program's name.
Result<Options> ParseOptions(const std::vector<std::string>& arguments);

// The text of --help.
const char* HelpText();

}  // namespace tenure::wrapper
