#pragma once

#include <string>

#include "policies/history/leave_one_out.h"

namespace tenure {

[[nodiscard]] std::string EvaluationText(const LeaveOneOut::Result& result, double long_from);

}  // namespace tenure
