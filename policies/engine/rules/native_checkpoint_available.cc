#include <algorithm>

#include "policies/engine/rules/checks.h"
#include "policies/engine/rules/wording.h"
#include "policies/pod/json_pointer.h"
#include "policies/pod/names.h"
#include "policies/pod/scan.h"

namespace tenure::rules {
namespace {

constexpr bool EndsWord(char c) {
  return IsBlank(c) || c == '\n' || c == ';' || c == '&' || c == '|' || c == '=';
}

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Words, and the words inside a script that is one argument: bash -c "megahit -o out".
bool HasWord(const Container& container, std::string_view wanted) {
  const auto in_text = [&](std::string_view text) {
    while (!text.empty()) {
      const std::string_view word = TakeWhile(text, [](char c) { return !EndsWord(c); });
      if (word == wanted || BaseName(word) == wanted) return true;
      TakeWhile(text, EndsWord);
    }
    return false;
  };
  return std::ranges::any_of(container.command, in_text) ||
         std::ranges::any_of(container.args, in_text);
}

}  // namespace

void NativeCheckpointAvailable(const Case& about, Report& report) {
  const Strategy* strategy = about.checkpoint.strategy;
  if (strategy == nullptr) return;
  const Container& container = about.subject.as_written();
  const auto& resumable = about.policy.checkpoint.resumable;
  const auto known = std::ranges::find_if(resumable, [&](const ResumableProgram& candidate) {
    return HasWord(container, candidate.program);
  });
  if (known == resumable.end()) return;
  if (strategy->SavesProcesses()) {
    report.Add("{} resumes by itself with {}: faster, and without privileges; use native",
               {known->program, known->flag}, AnnotationPointer(names::kCheckpoint));
  } else if (!HasWord(container, known->flag)) {
    report.Add("{} begins anew after a restart; start it with {}", {known->program, known->flag},
               Pointer("/spec/containers", about.subject.main, std::string_view("args")));
  }
}

}  // namespace tenure::rules
