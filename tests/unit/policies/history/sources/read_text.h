#pragma once

#include <functional>
#include <string>
#include <vector>

#include "policies/history/sources/import.h"
#include "tests/unit/policies/history/text_source.h"

namespace tenure::test {

// A run whose texts are its own.
struct ReadRun {
  std::string step;
  std::string image;
  StepRun run;
};

struct ReadText {
  std::vector<ReadRun> runs;
  std::int64_t unfinished = 0;
  std::int64_t long_lived = 0;
  std::int64_t nameless = 0;
  std::int64_t malformed = 0;
  std::vector<std::string> problems;
  std::string error;  // of the source as a whole
};

using Reader = std::function<tl::expected<void, std::string>(ByteSource&, Import&)>;

inline ReadText Read(const Reader& reader, std::string_view text, std::size_t block = 1 << 20) {
  ReadText result;
  TextSource source(text, block);
  Import import("text", [&](const StepRun& run) {
    result.runs.push_back({std::string(run.step), std::string(run.image), run});
  });
  if (const auto read = reader(source, import); !read) result.error = read.error();
  result.unfinished = import.skipped(Skipped::kUnfinished);
  result.long_lived = import.skipped(Skipped::kLongLived);
  result.nameless = import.skipped(Skipped::kNameless);
  result.malformed = import.skipped(Skipped::kMalformed);
  result.problems = import.problems();
  return result;
}

}  // namespace tenure::test
