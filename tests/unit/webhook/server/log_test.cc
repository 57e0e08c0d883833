#include "webhook/server/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

namespace tenure {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

constexpr std::chrono::system_clock::time_point kTime =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 21} + 3h + 4min + 5s + 67ms;

std::string Line(LogFormat format) {
  return LogLine(format, kTime, "decision")
      .Add("name", "a\"b\n=")
      .Add("why", "it says so")
      .Add("empty", "")
      .Add("count", std::int64_t{-7})
      .Add("dry_run", true)
      .AddList("rules", std::vector<std::string>{"a:warn", "b c"})
      .Text();
}

TEST(LogLineTest, AsJson) {
  EXPECT_EQ(Line(LogFormat::kJson),
            R"({"time":"2026-11-21T03:04:05.067Z","event":"decision","name":"a\"b?=",)"
            R"("why":"it says so","empty":"","count":-7,"dry_run":true,"rules":["a:warn","b c"]})");
}

TEST(LogLineTest, AsText) {
  EXPECT_EQ(Line(LogFormat::kText),
            R"(2026-11-21T03:04:05.067Z decision name="a\"b?=" why="it says so" empty="" )"
            R"(count=-7 dry_run=true rules=a:warn,"b c")");
}

TEST(LogLineTest, IsOneLineOfUtf8WhateverIsInIt) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  for (const LogFormat format : {LogFormat::kJson, LogFormat::kText}) {
    const std::string line = LogLine(format, kTime, "e").Add("k", all).Text();
    EXPECT_EQ(line.find('\n'), std::string::npos);
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  }
  EXPECT_TRUE(json::accept(LogLine(LogFormat::kJson, kTime, "e").Add("k", all).Text()));
}

TEST(LogTest, WritesToItsSink) {
  std::vector<std::string> lines;
  const Log log(LogFormat::kJson, [&](std::string_view line) { lines.emplace_back(line); });
  log.Write(log.Line("listening").Add("address", "127.0.0.1:1"));
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(json::parse(lines[0])["address"], "127.0.0.1:1");
}

}  // namespace
}  // namespace tenure
