// What tenure-wrap ends with when it is not the job that says so.
#pragma once

namespace tenure::wrapper {

constexpr int kUsage = 64;    // sysexits.h: EX_USAGE
constexpr int kRefused = 84;  // nothing was run; a person has to change something

}  // namespace tenure::wrapper
