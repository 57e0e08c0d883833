#include "policies/history/sources/nextflow_trace.h"

#include <algorithm>
#include <array>

#include "policies/estimates/step.h"
#include "policies/history/sources/read_rows.h"
#include "policies/history/sources/row_values.h"
#include "policies/history/units.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr double kMilliseconds = 0.001;  // what bare numbers are in a raw trace

struct Columns {
  explicit Columns(const TableReader& table)
      : process(table.Column("process")),
        name(table.Column("name")),
        hash(table.Column("hash")),
        status(table.Column("status")),
        realtime(table.Column("realtime")),
        duration(table.Column("duration")),
        complete(table.Column("complete")),
        start(table.Column("start")),
        submit(table.Column("submit")),
        cpu(table.Column("%cpu")),
        peak_rss(table.Column("peak_rss")),
        cpus(table.Column("cpus")),
        memory(table.Column("memory")),
        time(table.Column("time")),
        container(table.Column("container")) {}

  using Column = std::optional<std::size_t>;
  Column process, name, hash, status, realtime, duration, complete, start, submit, cpu, peak_rss,
      cpus, memory, time, container;
};

// "MEGAHIT (sample1)" is a task of the process MEGAHIT.
std::string_view ProcessOf(const TableRow& row, const Columns& columns) {
  if (const std::string_view process = row[columns.process]; !process.empty()) return process;
  const std::string_view name = row[columns.name];
  return name.substr(0, name.find(" ("));
}

std::string_view FirstOf(const TableRow& row, std::initializer_list<Columns::Column> columns) {
  for (const Columns::Column& column : columns) {
    if (!row[column].empty()) return row[column];
  }
  return {};
}

bool IsFinished(std::string_view status) { return status == "COMPLETED" || status == "CACHED"; }
bool IsCutOff(std::string_view status) { return status == "FAILED" || status == "ABORTED"; }

// The work folder's hash is the task's for ever; without it, the row is.
std::uint64_t IdOf(const TableRow& row, const Columns& columns) {
  const std::string_view hash = row[columns.hash];
  if (hash.empty()) return Fingerprint(row.text());
  return Fingerprint(row[columns.name], Fingerprint(hash));
}

class Rows {
 public:
  Rows(const Columns& columns, Import& import) : columns_(columns), import_(import) {}

  void Take(const TableRow& row) {
    const std::string_view status = row[columns_.status];
    const std::string_view realtime = FirstOf(row, {columns_.realtime, columns_.duration});
    if (!IsFinished(status) && !(IsCutOff(status) && !realtime.empty())) {
      return import_.Skip(Skipped::kUnfinished);
    }
    RowValues values;
    StepRun run;
    run.runtime = values.Get("realtime", realtime, ReadSeconds, kMilliseconds).value_or(0);
    run.ended =
        values.Get("complete", FirstOf(row, {columns_.complete, columns_.start, columns_.submit}),
                   ReadTime, kMilliseconds);
    run.cpu = values.Get("%cpu", row[columns_.cpu], ReadPercent);
    run.memory = values.Get("peak_rss", row[columns_.peak_rss], ReadBytes);
    run.requested_cpu = values.Get("cpus", row[columns_.cpus], ReadNumber);
    run.requested_memory = values.Get("memory", row[columns_.memory], ReadBytes);
    run.requested_runtime = values.Get("time", row[columns_.time], ReadSeconds, kMilliseconds);
    if (realtime.empty()) return import_.Malformed(row.line(), "has no realtime");
    if (!values.problem().empty()) return import_.Malformed(row.line(), values.problem());
    Finish(row, run, status);
  }

 private:
  void Finish(const TableRow& row, StepRun& run, std::string_view status) {
    const std::string_view process = ProcessOf(row, columns_);
    if (process.empty()) return import_.Skip(Skipped::kNameless);
    if (process != process_) {  // rows of one process stand together more often than not
      process_ = process;
      step_ = NextflowStep(process);
    }
    run.step = step_;
    run.image = row[columns_.container];
    run.id = IdOf(row, columns_);
    run.finished = IsFinished(status);
    // A sampled peak of nothing is a task too short to be sampled.
    if (run.memory == 0.0) run.memory.reset();
    import_.Take(run);
  }

  Columns columns_;
  Import& import_;
  std::string process_;
  std::string step_;
};

}  // namespace

tl::expected<void, std::string> ReadNextflowTrace(ByteSource& source, Import& import) {
  auto table = TableReader::Open(source, "\t,;");  // trace.sep
  if (!table) return tl::unexpected(table.error());
  const Columns columns(*table);
  if ((!columns.process && !columns.name) || !columns.status ||
      (!columns.realtime && !columns.duration)) {
    return tl::unexpected(import.At(1) +
                          "is no Nextflow trace: it needs the columns process or name, status, and "
                          "realtime or duration");
  }
  Rows rows(columns, import);
  return ReadRows(*table, import, [&](const TableRow& row) { rows.Take(row); });
}

}  // namespace tenure
