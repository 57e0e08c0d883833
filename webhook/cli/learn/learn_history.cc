#include "webhook/cli/learn/learn_history.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <system_error>

#include "policies/history/history_file.h"

namespace tenure {
namespace {

// Beside the file and then in its place: a reader never sees half of one.
tl::expected<void, std::string> Replace(const std::string& path,
                                        const std::function<void(const WriteText&)>& produce) {
  const std::string beside = path + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  produce([&](std::string_view text) {
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
  });
  out.close();
  std::error_code error;
  if (out) std::filesystem::rename(beside, path, error);
  if (!out || error) return tl::unexpected(path + ": cannot be written");
  return {};
}

// Counts what History::Add says.
struct Counts {
  std::array<std::int64_t, 3> of = {};
  void Tell(std::ostream& notes) const {
    notes << of[0] << " runs learnt";
    if (of[1] > 0) notes << ", " << of[1] << " seen before";
    if (of[2] > 0) notes << ", " << of[2] << " beyond " << History::kMaxSteps << " steps left out";
    notes << '\n';
  }
};

}  // namespace

tl::expected<History, std::string> LearnHistory(const LearnOptions& options,
                                                const LearnSettings& settings,
                                                std::ostream& notes) {
  History history(settings.history);
  if (!options.history.empty() && std::filesystem::exists(options.history)) {
    auto file = FileSource::Open(options.history);
    if (!file) return tl::unexpected(file.error());
    if (auto read = ReadHistory(**file, history); !read) return tl::unexpected(read.error());
  }
  Counts counts;
  const auto outcome = ReadRuns(options, settings, notes, [&](const StepRun& run) {
    ++counts.of[static_cast<std::size_t>(history.Add(run))];
  });
  if (!outcome) return tl::unexpected(outcome.error());
  counts.Tell(notes);
  return history;
}

tl::expected<void, std::string> KeepHistory(const LearnOptions& options, const History& history) {
  if (options.history.empty()) return {};
  return Replace(options.history, [&](const WriteText& write) { WriteHistory(history, write); });
}

tl::expected<void, std::string> WriteWhole(const std::string& path, const std::string& text) {
  if (path != "-") return Replace(path, [&](const WriteText& write) { write(text); });
  std::cout << text << std::flush;
  if (!std::cout) return tl::unexpected(std::string("standard output cannot be written"));
  return {};
}

}  // namespace tenure
