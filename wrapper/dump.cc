#include "wrapper/dump.h"

#include <chrono>
#include <filesystem>

#include "wrapper/also_files.h"
#include "wrapper/compression.h"
#include "wrapper/durable.h"
#include "wrapper/event.h"
#include "wrapper/generations.h"
#include "wrapper/process.h"
#include "wrapper/process_tree.h"
#include "wrapper/status_file.h"

namespace tenure::wrapper {
namespace {

using Clock = std::chrono::steady_clock;

long long MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start).count();
}

// Page tables, file tables and CRIU's own records come on top of the memory.
unsigned long long SpaceNeeded(unsigned long long memory) {
  return memory + memory / 20 + (16ULL << 20);
}

Result<> CheckSpace(const std::string& dir, const std::vector<Process>& tree) {
  const auto free = FreeSpace(dir);
  if (!free) return Failure(free.error());
  const unsigned long long needed = SpaceNeeded(MemoryOf(tree));
  if (*free >= needed) return {};
  return Failure("not enough space on the volume: the checkpoint needs about " +
                 std::to_string(needed >> 20) + " MiB and " + dir + " has " +
                 std::to_string(*free >> 20) + " free; enlarge the claim or lower --keep");
}

unsigned long long BytesIn(const std::string& folder) {
  unsigned long long bytes = 0;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    std::error_code gone;
    if (entry.is_regular_file(gone)) bytes += entry.file_size(gone);
  }
  return bytes;
}

Result<> RunCriu(const Options& options, const Criu& criu, int job_pid, const std::string& draft) {
  const auto status = Run(DumpCommand(criu, job_pid, draft));
  if (!status) return Failure(status.error());
  if (*status == 0) return {};
  const std::string kept = options.dir + "/failed-dump.log";
  const std::string errors = ErrorsIn(draft + "/dump.log");
  // The draft goes; its log is what tells an admin what to change.
  std::error_code ignored;
  std::filesystem::rename(draft + "/dump.log", kept, ignored);
  return Failure("criu dump ended with " + std::to_string(*status) + ": " + errors + " (" + kept +
                 ")");
}

// What must be noted while the job stands still.
Result<Manifest> Note(const Options& options, const DumpOrder& order, const std::string& draft) {
  const auto tree = TreeOf(order.job_pid);
  if (tree.empty()) return Failure("the job is gone");
  Manifest manifest{.image_check = options.image_check, .job_pid = order.job_pid};
  manifest.ids = IdsOf(tree);
  manifest.streams = OwnStreams();
  manifest.open_files = FilesWrittenBy(tree);
  manifest.also = options.also;
  manifest.compressed = options.compress;
  if (auto saved = SaveAlso(options.also, draft + "/also"); !saved) return Failure(saved.error());
  return manifest;
}

void Report(const Options& options, const DumpOrder& order, int number, const Manifest& manifest,
            long long milliseconds) {
  unsigned long long stored = 0;
  for (const auto& image : manifest.images) stored += image.size;
  const auto rate = static_cast<long long>(manifest.bytes) / (milliseconds > 0 ? milliseconds : 1);
  Event("dumped")
      .With("generation", number)
      .With("reason", order.reason)
      .With("bytes", static_cast<long long>(manifest.bytes))
      .With("stored", static_cast<long long>(stored))
      .With("milliseconds", milliseconds)
      .With("pauseMilliseconds", manifest.pause_milliseconds)
      .With("kilobytesPerSecond", rate * 1000 / 1024)
      .Emit();
  const auto updated = UpdateStatus(
      options.dir, {{"generation", std::to_string(number)},
                    {"reason", order.reason},
                    {"written", std::to_string(manifest.written)},
                    {"bytes", std::to_string(manifest.bytes)},
                    {"stored", std::to_string(stored)},
                    {"milliseconds", std::to_string(milliseconds)},
                    {"pause-milliseconds", std::to_string(manifest.pause_milliseconds)}});
  if (!updated) Event("warning").With("message", updated.error()).Emit();
}

// Images into the draft, and the job on its way again; how long it stood still
// is in the manifest.
Result<Manifest> Freeze(const Options& options, const Criu& criu, const DumpOrder& order,
                        const std::string& draft) {
  const auto before = TreeOf(order.job_pid);
  if (before.empty()) return Failure("the job is gone");
  if (auto space = CheckSpace(options.dir, before); !space) return Failure(space.error());
  const auto start = Clock::now();
  auto dumped = RunCriu(options, criu, order.job_pid, draft);
  auto manifest = dumped ? Note(options, order, draft) : Result<Manifest>(Failure(dumped.error()));
  if (!order.final || !manifest) Continue(TreeOf(order.job_pid), before);
  if (manifest) manifest->pause_milliseconds = MillisecondsSince(start);
  return manifest;
}

Result<> WriteDraft(const Options& options, const Criu& criu, const DumpOrder& order, int number) {
  const auto start = Clock::now();
  const Generations generations(options.dir);
  const std::string draft = generations.DraftOf(number);
  auto manifest = Freeze(options, criu, order, draft);
  if (!manifest) return Failure(manifest.error());
  manifest->bytes = BytesIn(draft);
  if (options.compress) {
    if (auto compressed = CompressImages(draft); !compressed) return compressed;
  }
  const auto committed = generations.Commit(number, *manifest);
  if (!committed) return Failure(committed.error());
  Report(options, order, number, *committed, MillisecondsSince(start));
  return {};
}

}  // namespace

Result<> Dump(const Options& options, const Criu& criu, const DumpOrder& order) {
  const Generations generations(options.dir);
  const auto number = generations.Begin();
  if (!number) return Failure(number.error());
  if (auto written = WriteDraft(options, criu, order, *number); !written) {
    // Begin() clears what cannot be removed now.
    [[maybe_unused]] const auto removed = RemoveTree(generations.DraftOf(*number));
    return written;
  }
  if (auto pruned = generations.Prune(options.keep); !pruned) {
    Event("warning").With("message", pruned.error()).Emit();
  }
  return {};
}

}  // namespace tenure::wrapper
