// CSV and sacct.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policies/history/sources/csv_runs.h"
#include "policies/history/sources/nextflow_trace.h"
#include "policies/history/sources/sacct.h"
#include "tests/unit/policies/history/sources/read_text.h"

namespace tenure {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr double kGi = 1 << 30;

test::ReadText ReadCsv(const std::string& text) { return test::Read(&ReadCsvRuns, text); }

TEST(CsvRuns, TakeAnyOrderDelimiterAndQuotes) {
  for (const std::string text : {"step,runtime,state,ended,memory,cpu\n\"job:a, "
                                 "\"\"b\"\"\",3d4h,finished,2026-11-01T10:00:00Z,198Gi,7.5\n",
                                 "memory;cpu;ended;runtime;state;step\n198Gi;7.5;1793527200;273600;"
                                 ";\"job:a, \"\"b\"\"\"\n"}) {
    const auto read = ReadCsv(text);
    ASSERT_EQ(read.runs.size(), 1U) << text << read.error;
    EXPECT_EQ(read.runs[0].step, "job:a, \"b\"");
    EXPECT_DOUBLE_EQ(read.runs[0].run.runtime, 273'600);
    EXPECT_DOUBLE_EQ(*read.runs[0].run.memory, 198 * kGi);
    EXPECT_DOUBLE_EQ(*read.runs[0].run.cpu, 7.5);
    EXPECT_EQ(read.runs[0].run.ended, 1'793'527'200);
  }
}

TEST(CsvRuns, TheIdSaysWhichRunItIs) {
  const auto read = ReadCsv("step,runtime,id\na:b,10,x\na:b,11,x\na:b,10,y\na:b,10,\na:b,10,\n");
  EXPECT_EQ(read.runs[0].run.id, read.runs[1].run.id);
  EXPECT_NE(read.runs[0].run.id, read.runs[2].run.id);
  EXPECT_EQ(read.runs[3].run.id, read.runs[4].run.id);
}

TEST(CsvRuns, SayWhatIsWrong) {
  EXPECT_THAT(ReadCsv("step,runtim\n").error, HasSubstr("text:1: column \"runtim\" is not known"));
  EXPECT_THAT(ReadCsv("step,cpu\n").error, HasSubstr("needs the columns step and runtime"));
  const auto read = ReadCsv(
      "step,runtime,state\na:b,1h,exploded\na:b,,\n,1h,\na:b,1h,running\n\"a:b,1h,\na:b,1h,"
      "killed\n");
  EXPECT_THAT(read.problems,
              ElementsAre(HasSubstr("text:2: state \"exploded\""), "text:3: has no runtime",
                          HasSubstr("text:6: a quote does not close")));
  EXPECT_EQ(read.nameless, 1);
  EXPECT_EQ(read.unfinished, 1);
  ASSERT_EQ(read.runs.size(), 1U);
  EXPECT_FALSE(read.runs[0].run.finished);
}

test::ReadText ReadSlurm(const std::string& rows) {
  return test::Read(
      [](ByteSource& source, Import& import) { return ReadSacct(source, "slurm", import); },
      "JobID|JobName|State|Elapsed|End|TotalCPU|MaxRSS|Timelimit|ReqCPUS|ReqMem|Submit\n" + rows);
}

TEST(Sacct, AJobIsItsLineAndThoseOfItsSteps) {
  const auto read = ReadSlurm(
      "100|megahit|COMPLETED|3-04:00:00|2026-11-01T10:00:00|24-00:00:00||7-00:00:00|8|256G|2026-10-"
      "28T10:00:00\n"
      "100.batch|batch|COMPLETED|3-04:00:00|2026-11-01T10:00:00|1-00:00:00|207618048K|||8||\n"
      "100.extern|extern|COMPLETED|3-04:00:00|2026-11-01T10:00:00|00:00:00|100K|||8||\n");
  EXPECT_EQ(read.malformed, 2);  // the steps above have one field too many
  const auto good = ReadSlurm(
      "100|megahit|COMPLETED|3-04:00:00|2026-11-01T10:00:00|24-00:00:00||7-00:00:00|8|256G|2026-10-"
      "28T10:00:00\n"
      "100.batch|batch|COMPLETED|3-04:00:00|2026-11-01T10:00:00|1-00:00:00|207618048K||8||\n"
      "100.extern|extern|COMPLETED|3-04:00:00|2026-11-01T10:00:00|00:00:00|100K||8||\n"
      "101|spades|OUT_OF_MEMORY|01:00:00|2026-11-01T10:00:00|00:30:00||UNLIMITED|8|4Gn|2026-10-"
      "28T10:00:00\n"
      "101.0|spades|OUT_OF_MEMORY|01:00:00|2026-11-01T10:00:00|00:30:00|4G||8||\n");
  ASSERT_EQ(good.runs.size(), 2U);
  const auto& megahit = good.runs[0];
  EXPECT_EQ(megahit.step, "slurm:megahit");
  EXPECT_DOUBLE_EQ(megahit.run.runtime, 273'600);
  EXPECT_DOUBLE_EQ(*megahit.run.memory, 198 * kGi);
  EXPECT_NEAR(*megahit.run.cpu, 7.58, 0.01);
  EXPECT_DOUBLE_EQ(*megahit.run.requested_runtime, 604'800);
  EXPECT_DOUBLE_EQ(*megahit.run.requested_memory, 256 * kGi);
  const auto& spades = good.runs[1];
  EXPECT_FALSE(spades.run.finished);
  EXPECT_DOUBLE_EQ(*spades.run.memory, 4 * kGi);
  EXPECT_FALSE(spades.run.requested_runtime);
}

TEST(Sacct, StatesSayWhatARunTeaches) {
  const std::string rest =
      "|01:00:00|2026-11-01T10:00:00|00:30:00||1-00:00:00|8|4G|2026-10-28T10:00:00\n";
  const auto read = ReadSlurm("1|a|COMPLETED" + rest + "2|a|CANCELLED by 1000" + rest +
                              "3|a|TIMEOUT" + rest + "4|a|RUNNING" + rest + "5|a|PENDING" + rest);
  ASSERT_EQ(read.runs.size(), 3U);
  EXPECT_TRUE(read.runs[0].run.finished);
  EXPECT_FALSE(read.runs[1].run.finished);
  EXPECT_FALSE(read.runs[2].run.finished);
  EXPECT_EQ(read.unfinished, 2);
}

TEST(Sacct, WhatIsNotSacctsIsAnError) {
  const auto read = test::Read(
      [](ByteSource& source, Import& import) { return ReadSacct(source, "slurm", import); },
      "JobID JobName\n");
  EXPECT_THAT(read.error, HasSubstr("sacct --parsable2"));
}

// --- bad input is skipped with its line, whatever the table

struct Table {
  std::string name;
  test::Reader reader;
  std::string header;
  // A run of this runtime and this memory.
  std::string (*row)(int number, const std::string& runtime, const std::string& memory);
};

const std::vector<Table>& Tables() {
  static const std::vector<Table> kTables = {
      {"csv", &ReadCsvRuns, "step;runtime;memory\n",
       [](int /*number*/, const std::string& runtime, const std::string& memory) {
         return "job:a;" + runtime + ";" + memory + "\n";
       }},
      {"nextflow", &ReadNextflowTrace, "process\tname\tstatus\trealtime\tpeak_rss\n",
       [](int /*number*/, const std::string& runtime, const std::string& memory) {
         return "A\tA (1)\tCOMPLETED\t" + runtime + "\t" + memory + "\n";
       }},
      {"sacct",
       [](ByteSource& source, Import& import) { return ReadSacct(source, "slurm", import); },
       "JobID|JobName|State|Elapsed|ReqMem\n",
       [](int number, const std::string& runtime, const std::string& memory) {
         return std::to_string(number) + "|a|COMPLETED|" + runtime + "|" + memory + "\n";
       }}};
  return kTables;
}

TEST(Tables, SkipWhatCannotBeReadWithItsLine) {
  const std::vector<std::pair<std::string, std::string>> kBad = {
      {"NaN", "1G"},       {"-3", "1G"},           {"inf", "1G"},
      {"1,5", "1G"},       {"3 fortnights", "1G"}, {"02:00:00", "NaN"},
      {"02:00:00", "-1G"}, {"02:00:00", "1,5G"},   {"02:00:00", "4 XB"}};
  for (const Table& table : Tables()) {
    for (const auto& [runtime, memory] : kBad) {
      const std::string text =
          table.header + table.row(1, "02:00:00", "1G") + table.row(2, runtime, memory);
      const auto read = test::Read(table.reader, text);
      EXPECT_EQ(read.error, "") << table.name;
      EXPECT_EQ(read.runs.size(), 1U) << table.name << ": " << runtime << ", " << memory;
      EXPECT_THAT(read.problems, ElementsAre(HasSubstr("text:3: ")))
          << table.name << ": " << runtime << ", " << memory;
    }
  }
}

TEST(Tables, OfAHeaderOnlyHaveNoRunsAndNoError) {
  for (const Table& table : Tables()) {
    const auto read = test::Read(table.reader, table.header);
    EXPECT_EQ(read.error, "") << table.name;
    EXPECT_TRUE(read.runs.empty()) << table.name;
    EXPECT_THAT(read.problems, testing::IsEmpty()) << table.name;
  }
}

TEST(Tables, ThatWereCutOffLoseTheirLastRowOnly) {
  for (const Table& table : Tables()) {
    const std::string row = table.row(1, "02:00:00", "1G");
    const auto read =
        test::Read(table.reader, table.header + row + table.row(2, "02:00:00", "1G").substr(0, 4));
    EXPECT_EQ(read.runs.size(), 1U) << table.name;
    EXPECT_THAT(read.problems, ElementsAre(HasSubstr("text:3: "))) << table.name;
  }
}

TEST(Tables, ThatAreNoTextAreAnErrorWithTheFile) {
  for (const Table& table : Tables()) {
    EXPECT_THAT(test::Read(table.reader, "").error, HasSubstr("text: is empty")) << table.name;
    EXPECT_THAT(test::Read(table.reader, std::string("\x1f\x8b\x08\0\0", 5)).error,
                HasSubstr("text"))
        << table.name;
  }
}

}  // namespace
}  // namespace tenure
