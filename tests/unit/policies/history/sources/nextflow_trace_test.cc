#include "policies/history/sources/nextflow_trace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/policies/history/sources/read_text.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kGi = 1 << 30;
const std::string kHeader =
    "task_id\thash\tname\tprocess\tstatus\texit\tcomplete\trealtime\t%cpu\tpeak_"
    "rss\tcpus\tmemory\ttime\tcontainer\n";

test::ReadText Read(const std::string& text, std::size_t block = 1 << 20) {
  return test::Read(&ReadNextflowTrace, text, block);
}

TEST(NextflowTrace, ForPeopleAndRawSayTheSame) {
  const auto people = Read(kHeader +
                           "1\tab/123456\tMEGAHIT (s1)\tMAG:MEGAHIT\tCOMPLETED\t0\t2026-11-01 "
                           "10:00:00.123\t3d 4h\t780.5%\t"
                           "198 GB\t8\t256 GB\t7d\tquay.io/megahit:1.2.9\n");
  const auto raw = Read(
      kHeader +
      "1\tab/123456\tMEGAHIT (s1)\tMAG:MEGAHIT\tCOMPLETED\t0\t1793527200123\t273600000\t780.5\t"
      "212600881152\t8\t274877906944\t604800000\tquay.io/megahit:1.2.9\n");
  for (const auto& read : {people, raw}) {
    ASSERT_EQ(read.runs.size(), 1U)
        << read.error << (read.problems.empty() ? "" : read.problems.front());
    const auto& [step, image, run] = read.runs.front();
    EXPECT_EQ(step, "nextflow:MAG_MEGAHIT");
    EXPECT_EQ(image, "quay.io/megahit:1.2.9");
    EXPECT_TRUE(run.finished);
    EXPECT_DOUBLE_EQ(run.runtime, 273'600);
    EXPECT_EQ(run.ended, 1'793'527'200);
    EXPECT_DOUBLE_EQ(*run.cpu, 7.805);
    EXPECT_DOUBLE_EQ(*run.memory, 198 * kGi);
    EXPECT_DOUBLE_EQ(*run.requested_memory, 256 * kGi);
    EXPECT_DOUBLE_EQ(*run.requested_runtime, 604'800);
    EXPECT_DOUBLE_EQ(*run.requested_cpu, 8);
  }
  EXPECT_EQ(people.runs.front().run.id, raw.runs.front().run.id);
}

std::string Row(const std::string& status, const std::string& realtime,
                const std::string& rss = "1 GB") {
  return "1\tab/1\tA (1)\tA\t" + status + "\t0\t2026-11-01 10:00:00\t" + realtime + "\t100%\t" +
         rss + "\t1\t2 GB\t1h\t-\n";
}

TEST(NextflowTrace, WhatFailedIsALowerBoundAndWhatRunsIsSkipped) {
  const auto read =
      Read(kHeader + Row("COMPLETED", "1h") + Row("CACHED", "1h") + Row("FAILED", "30m") +
           Row("ABORTED", "-") + Row("RUNNING", "-") + Row("SUBMITTED", "-"));
  ASSERT_EQ(read.runs.size(), 3U);
  EXPECT_TRUE(read.runs[0].run.finished);
  EXPECT_TRUE(read.runs[1].run.finished);
  EXPECT_EQ(read.runs[0].run.id, read.runs[1].run.id);  // cached: the same run again
  EXPECT_FALSE(read.runs[2].run.finished);
  EXPECT_EQ(read.unfinished, 3);
}

TEST(NextflowTrace, BadRowsAreCountedAndTheFirstOnesShown) {
  const auto read = Read(kHeader + Row("COMPLETED", "1,5h") + Row("COMPLETED", "-2h") +
                         Row("COMPLETED", "NaN") + Row("COMPLETED", "1h", "4 XB") + "too\tfew\n" +
                         Row("COMPLETED", "1h") + Row("COMPLETED", "-"));
  EXPECT_EQ(read.runs.size(), 1U);
  EXPECT_EQ(read.malformed, 6);
  EXPECT_THAT(read.problems,
              ElementsAre("text:2: realtime \"1,5h\" has a decimal comma; write a point",
                          HasSubstr("text:3: realtime \"-2h\" is"),
                          HasSubstr("text:4: realtime \"NaN\" is"),
                          HasSubstr("text:5: peak_rss \"4 XB\" is not an amount of memory"),
                          "text:6: has 2 fields where the header has 14"));
}

TEST(NextflowTrace, ATruncatedFileLosesItsLastRowOnly) {
  const std::string text = kHeader + Row("COMPLETED", "1h") + Row("COMPLETED", "1h").substr(0, 20);
  const auto read = Read(text);
  EXPECT_EQ(read.runs.size(), 1U);
  EXPECT_THAT(read.problems, ElementsAre(HasSubstr("the file was cut off")));
}

TEST(NextflowTrace, HeaderOnlyIsNoRunsAndNoError) {
  const auto read = Read(kHeader);
  EXPECT_EQ(read.error, "");
  EXPECT_TRUE(read.runs.empty());
}

TEST(NextflowTrace, WhatIsNoTraceIsAnErrorWithItsPlace) {
  EXPECT_THAT(Read("").error, HasSubstr("text: is empty"));
  EXPECT_THAT(Read("a\tb\n1\t2\n").error, HasSubstr("text:1: is no Nextflow trace"));
  EXPECT_EQ(Read("name,status,realtime\nA (1),COMPLETED,5\n").runs.size(), 1U);  // trace.sep = ","
  EXPECT_THAT(Read(std::string("\xFF\xFEn\0a\0", 6)).error, HasSubstr("is not a text"));
  EXPECT_THAT(Read(kHeader + std::string(3 << 20, 'x')).error,
              HasSubstr("text:2: has more than 1 MiB"));
}

TEST(NextflowTrace, ByteOrderMarkWindowsEndsAndSmallBlocksDoNotMatter) {
  std::string text = "\xEF\xBB\xBF" + kHeader + Row("COMPLETED", "1h") + Row("FAILED", "2h");
  std::string windows;
  for (const char c : text) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  for (const std::size_t block : {1U, 7U, 1000U}) {
    const auto read = Read(windows, block);
    ASSERT_EQ(read.runs.size(), 2U) << block;
    EXPECT_DOUBLE_EQ(read.runs[1].run.runtime, 7200);
  }
}

TEST(NextflowTrace, TheNameWillDoWithoutAProcess) {
  const auto read = Read("name\tstatus\tduration\nA:B (x)\tCOMPLETED\t5m\n");
  ASSERT_EQ(read.runs.size(), 1U);
  EXPECT_EQ(read.runs[0].step, "nextflow:A_B");
}

}  // namespace
}  // namespace tenure
