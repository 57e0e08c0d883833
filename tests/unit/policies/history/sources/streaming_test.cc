// What does not fit into memory is read all the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>

#include "policies/history/sources/csv_runs.h"
#include "policies/history/sources/nextflow_trace.h"
#include "policies/history/sources/sacct.h"
#include "tests/support/resident_memory.h"
#include "tests/support/sanitizers.h"
#include "tests/unit/policies/history/sources/read_text.h"

namespace tenure {
namespace {

constexpr std::int64_t kRows = 1'000'000;

// By its number.
using RowOf = std::function<std::string(std::int64_t)>;

// A table that is made while it is read.
class EndlessTable : public ByteSource {
 public:
  EndlessTable(std::string header, RowOf row) : pending_(std::move(header)), row_(std::move(row)) {}

  tl::expected<std::size_t, std::string> Read(std::span<char> into) override {
    while (pending_.size() < into.size() && rows_ < kRows) {
      pending_ += row_(++rows_);
    }
    const std::size_t count = std::min(into.size(), pending_.size());
    std::copy_n(pending_.begin(), count, into.begin());
    pending_.erase(0, count);
    bytes_ += count;
    return count;
  }
  std::string_view name() const override { return "table"; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  std::string pending_;
  RowOf row_;
  std::int64_t rows_ = 0;
  std::size_t bytes_ = 0;
};

void ExpectStreams(const test::Reader& reader, EndlessTable table) {
  if (test::kUnderSanitizer) GTEST_SKIP() << "a sanitizer keeps what is freed";
  constexpr std::size_t kMi = 1 << 20;
  constexpr std::int64_t kBetweenLooks = 50'000;
  std::int64_t runs = 0;
  const std::size_t before = test::ResidentMemoryOf("self");
  std::size_t most = before;
  Import import("table", [&](const StepRun& /*run*/) {
    if (++runs % kBetweenLooks == 0) most = std::max(most, test::ResidentMemoryOf("self"));
  });
  const auto read = reader(table, import);
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(runs, kRows);
  EXPECT_GT(table.bytes(), 20 * kMi);
  EXPECT_LT(most - before, 10 * kMi) << "of a table of " << table.bytes() / kMi << " MiB";
}

TEST(Streaming, CsvRunsNeedNoMoreMemoryForMoreRows) {
  ExpectStreams(&ReadCsvRuns, {"step,runtime,state,memory,id\n", [](std::int64_t number) {
                                 return "job:assembly,3h,finished,12Gi," + std::to_string(number) +
                                        "\n";
                               }});
}

TEST(Streaming, NextflowTracesNeedNoMoreMemoryForMoreRows) {
  ExpectStreams(&ReadNextflowTrace,
                {"process\tname\tstatus\trealtime\tpeak_rss\n", [](std::int64_t number) {
                   return "MEGAHIT\tMEGAHIT (" + std::to_string(number) +
                          ")\tCOMPLETED\t3h 2m\t12 GB\n";
                 }});
}

TEST(Streaming, SacctNeedsNoMoreMemoryForMoreRows) {
  const auto read = [](ByteSource& source, Import& import) {
    return ReadSacct(source, "slurm", import);
  };
  ExpectStreams(read, {"JobID|JobName|State|Elapsed|MaxRSS\n", [](std::int64_t number) {
                         return std::to_string(number) + "|megahit|COMPLETED|03:00:00|12G\n";
                       }});
}

}  // namespace
}  // namespace tenure
