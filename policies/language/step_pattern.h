#pragma once

#include <re2/re2.h>

#include <memory>
#include <string>

namespace tenure {

// How pods of a site's own engine name the step that they are a run of. One of
// the three is set.
struct StepPattern {
  std::string engine;  // of the step's key: ENGINE:STEP
  std::string label;
  std::string annotation;
  std::shared_ptr<const re2::RE2> args;  // over command and args, joined by spaces; group 1 counts
};

}  // namespace tenure
