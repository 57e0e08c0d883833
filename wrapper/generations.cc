#include "wrapper/generations.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <ctime>
#include <filesystem>
#include <functional>

#include "wrapper/durable.h"
#include "wrapper/image_sums.h"

namespace tenure::wrapper {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDraft = ".tmp";

// The number of "7" or, with the suffix ".tmp", of "7.tmp"; 0 for other names.
int NumberOf(std::string_view name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return 0;
  name.remove_suffix(suffix.size());
  int number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

Result<std::vector<int>> Numbers(const std::string& dir, std::string_view suffix) {
  std::vector<int> numbers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(dir, error)) {
    const int number = NumberOf(entry.path().filename().string(), suffix);
    if (number > 0) numbers.push_back(number);
  }
  if (error) return Failure("cannot list " + dir + ": " + error.message());
  std::sort(numbers.begin(), numbers.end(), std::greater<>());
  return numbers;
}

Result<> PointCurrentAt(const std::string& dir, int number) {
  const std::string link = dir + "/current";
  const std::string fresh = link + ".new";
  unlink(fresh.c_str());  // a leftover of a crash, if any
  if (symlink(std::to_string(number).c_str(), fresh.c_str()) != 0) {
    return SystemFailure("cannot link " + fresh);
  }
  return RenameDurably(fresh, link);
}

}  // namespace

Result<std::vector<int>> Generations::List() const { return Numbers(dir_, ""); }

Result<int> Generations::Begin() const {
  const auto drafts = Numbers(dir_, kDraft);
  if (!drafts) return Failure(drafts.error());
  for (const int draft : *drafts) {
    if (auto removed = RemoveTree(DraftOf(draft)); !removed) return Failure(removed.error());
  }
  const auto numbers = List();
  if (!numbers) return Failure(numbers.error());
  const int next = numbers->empty() ? 1 : numbers->front() + 1;
  // A job's memory holds its secrets.
  const std::string draft = DraftOf(next);
  if (mkdir(draft.c_str(), 0700) != 0) return SystemFailure("cannot make " + draft);
  return next;
}

Result<Manifest> Generations::Commit(int number, Manifest manifest) const {
  const std::string draft = DraftOf(number);
  auto images = SumImages(draft);
  if (!images) return Failure(images.error());
  manifest.images = std::move(*images);
  manifest.written = std::time(nullptr);
  const std::string bytes = manifest.ToRecords().Serialize();
  if (auto written = WriteDurably(draft + "/" + Manifest::kName, bytes); !written) {
    return Failure(written.error());
  }
  if (auto synced = SyncTree(draft); !synced) return Failure(synced.error());
  if (auto named = RenameDurably(draft, PathOf(number)); !named) return Failure(named.error());
  // From here on the generation counts: `current` is a courtesy.
  if (auto linked = PointCurrentAt(dir_, number); !linked) return Failure(linked.error());
  return manifest;
}

Result<Manifest> Generations::Read(int number) const {
  const std::string path = PathOf(number) + "/" + Manifest::kName;
  const auto records = ReadRecords(path);
  if (!records) return Failure(records.error());
  auto manifest = Manifest::FromRecords(*records);
  if (!manifest) return Failure(path + " " + manifest.error());
  return manifest;
}

Result<> Generations::Verify(int number, const Manifest& manifest) const {
  return VerifyImages(PathOf(number), manifest.images);
}

Result<> Generations::Prune(int keep) const {
  const auto numbers = List();
  if (!numbers) return Failure(numbers.error());
  for (size_t i = static_cast<size_t>(keep); i < numbers->size(); ++i) {
    if (auto removed = RemoveTree(PathOf((*numbers)[i])); !removed) return removed;
  }
  return {};
}

Result<> Generations::RemoveAll() const {
  unlink((dir_ + "/current").c_str());
  const auto drafts = Numbers(dir_, kDraft);
  if (!drafts) return Failure(drafts.error());
  for (const int draft : *drafts) {
    if (auto removed = RemoveTree(DraftOf(draft)); !removed) return removed;
  }
  return Prune(0);
}

}  // namespace tenure::wrapper
