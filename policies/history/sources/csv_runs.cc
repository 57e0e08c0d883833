#include "policies/history/sources/csv_runs.h"

#include <algorithm>
#include <array>

#include "policies/history/sources/read_rows.h"
#include "policies/history/sources/row_values.h"
#include "policies/history/units.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 11> kColumns = {
    "step",          "runtime",          "state", "ended", "cpu", "memory", "requested_runtime",
    "requested_cpu", "requested_memory", "image", "id"};

enum class State : std::uint8_t { kFinished, kCutOff, kRunning, kUnknown };

State StateOf(std::string_view text) {
  if (text.empty() || text == "finished" || text == "succeeded") return State::kFinished;
  if (text == "killed" || text == "failed" || text == "evicted") return State::kCutOff;
  if (text == "running" || text == "pending") return State::kRunning;
  return State::kUnknown;
}

void TakeRow(const TableReader& table, const TableRow& row, Import& import) {
  const auto field = [&](std::string_view column) { return row[table.Column(column)]; };
  const State state = StateOf(field("state"));
  if (state == State::kRunning) return import.Skip(Skipped::kUnfinished);
  if (state == State::kUnknown) {
    return import.Malformed(row.line(), "state \"" + std::string(field("state")) +
                                            "\" is not finished, killed or running");
  }
  if (field("step").empty()) return import.Skip(Skipped::kNameless);
  if (field("runtime").empty()) return import.Malformed(row.line(), "has no runtime");
  RowValues values;
  StepRun run{
      .step = field("step"), .image = field("image"), .finished = state == State::kFinished};
  run.runtime = values.Get("runtime", field("runtime"), ReadSeconds, 1.0).value_or(0);
  run.ended = values.Get("ended", field("ended"), ReadTime, 1.0);
  run.cpu = values.Get("cpu", field("cpu"), ReadNumber);
  run.memory = values.Get("memory", field("memory"), ReadBytes);
  run.requested_runtime =
      values.Get("requested_runtime", field("requested_runtime"), ReadSeconds, 1.0);
  run.requested_cpu = values.Get("requested_cpu", field("requested_cpu"), ReadNumber);
  run.requested_memory = values.Get("requested_memory", field("requested_memory"), ReadBytes);
  if (!values.problem().empty()) return import.Malformed(row.line(), values.problem());
  run.id = Fingerprint(field("id").empty() ? row.text() : field("id"), Fingerprint(run.step));
  import.Take(run);
}

tl::expected<void, std::string> CheckColumns(const TableReader& table, const Import& import) {
  for (const std::string& column : table.columns()) {
    if (std::ranges::count(kColumns, column) > 0) continue;
    return tl::unexpected(import.At(1) + "column \"" + column.substr(0, 40) +
                          "\" is not known; a table of runs has step, runtime, state, ended, cpu, "
                          "memory, requested_runtime, requested_cpu, requested_memory, image, id");
  }
  if (table.Column("step") && table.Column("runtime")) return {};
  return tl::unexpected(import.At(1) + "needs the columns step and runtime");
}

}  // namespace

tl::expected<void, std::string> ReadCsvRuns(ByteSource& source, Import& import) {
  auto table = TableReader::Open(source, ";\t,");
  if (!table) return tl::unexpected(table.error());
  if (const auto known = CheckColumns(*table, import); !known) return known;
  return ReadRows(*table, import, [&](const TableRow& row) { TakeRow(*table, row, import); });
}

}  // namespace tenure
