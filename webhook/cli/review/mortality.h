#pragma once

#include <vector>

#include "policies/mortality/mortality.h"
#include "webhook/cli/review/printer.h"
#include "webhook/cli/review/verdict.h"

namespace tenure {

// Everything that may still end the pod of a verdict; nothing of what is not
// to be stored. The Job that makes it is taken into account where the input
// has it.
[[nodiscard]] std::vector<Mortality> MortalityOf(const Bench& bench, const Verdict& verdict);

// A line each.
void PrintMortality(Printer& printer, const std::vector<Mortality>& table);

}  // namespace tenure
