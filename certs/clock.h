#pragma once

#include <chrono>

namespace tenure {

// Certificates are judged by the time that the caller passes, so that tests
// can move it.
using Time = std::chrono::system_clock::time_point;

}  // namespace tenure
