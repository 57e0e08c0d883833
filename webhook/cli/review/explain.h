#pragma once

#include "webhook/cli/review/explanation.h"
#include "webhook/cli/review/printer.h"
#include "webhook/cli/review/verdict.h"

namespace tenure {

// Classes and expectations are of the pod as it was asked about, rules of the
// pod as it would be stored.
[[nodiscard]] Explanation Explain(const Bench& bench, const Verdict& verdict);

void PrintExplanation(Printer& printer, const Explanation& explanation);

}  // namespace tenure
