#include "policies/history/sources/sacct.h"

#include <algorithm>
#include <array>

#include "policies/history/sources/read_rows.h"
#include "policies/history/sources/row_values.h"
#include "policies/history/units.h"
#include "policies/pod/scan.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 8> kCutOff = {"TIMEOUT",   "OUT_OF_MEMORY", "CANCELLED",
                                                     "NODE_FAIL", "PREEMPTED",     "FAILED",
                                                     "DEADLINE",  "BOOT_FAIL"};

// "CANCELLED by 1000" is CANCELLED.
std::string_view StateOf(std::string_view text) { return text.substr(0, text.find(' ')); }

std::string_view JobOf(std::string_view id) { return id.substr(0, id.find('.')); }

// "UNLIMITED", "Partition_Limit" and "Unknown" are no figures.
std::string_view Figure(std::string_view text) {
  return !text.empty() && IsDigit(text.front()) ? text : std::string_view();
}

// ReqMem of old versions: 4Gn is per node, 4Gc per cpu.
std::string_view WithoutPer(std::string_view memory) {
  if (memory.ends_with('n') || memory.ends_with('c')) memory.remove_suffix(1);
  return memory;
}

// A job whose steps are still to come.
struct Job {
  std::string id;
  std::string step;
  StepRun run;
  double cpu_seconds = 0;
  bool countable = false;
};

class Jobs {
 public:
  Jobs(const TableReader& table, std::string_view engine, Import& import)
      : table_(table), engine_(engine), import_(import) {}

  void Take(const TableRow& row) {
    const std::string_view id = Field(row, "jobid", "jobidraw");
    if (id.empty()) return import_.Malformed(row.line(), "has no JobID");
    if (JobOf(id) != job_.id) Begin(row, JobOf(id));
    TakeUsage(row);
  }

  void Flush() {
    if (!job_.countable) return;
    job_.run.step = job_.step;
    if (job_.cpu_seconds > 0 && job_.run.runtime > 0) {
      job_.run.cpu = job_.cpu_seconds / job_.run.runtime;
    }
    import_.Take(job_.run);
    job_.countable = false;
  }

 private:
  std::string_view Field(const TableRow& row, std::string_view name, std::string_view other = {}) {
    const std::string_view field = row[table_.Column(name)];
    return field.empty() && !other.empty() ? row[table_.Column(other)] : field;
  }

  void Begin(const TableRow& row, std::string_view id) {
    Flush();
    job_ = {};
    job_.id = id;
    const std::string_view state = StateOf(Field(row, "state"));
    const bool cut_off = std::ranges::count(kCutOff, state) > 0;
    if (!cut_off && state != "COMPLETED") return import_.Skip(Skipped::kUnfinished);
    const std::string_view name = Field(row, "jobname");
    if (name.empty()) return import_.Skip(Skipped::kNameless);
    RowValues values;
    StepRun& run = job_.run;
    run.finished = !cut_off;
    run.runtime =
        values.Get("Elapsed", Field(row, "elapsedraw", "elapsed"), ReadSeconds, 1.0).value_or(0);
    run.ended = values.Get("End", Figure(Field(row, "end")), ReadTime, 1.0);
    run.requested_runtime = RequestedRuntime(row, values);
    run.requested_cpu = values.Get("ReqCPUS", Field(row, "reqcpus", "alloccpus"), ReadNumber);
    run.requested_memory = values.Get("ReqMem", WithoutPer(Field(row, "reqmem")), ReadBytes);
    if (!values.problem().empty()) return import_.Malformed(row.line(), values.problem());
    run.id = Fingerprint(Field(row, "submit"), Fingerprint(name, Fingerprint(id)));
    job_.step = std::string(engine_) + ":" + std::string(name);
    job_.countable = true;
  }

  std::optional<double> RequestedRuntime(const TableRow& row, RowValues& values) {
    constexpr double kMinutes = 60;
    if (const std::string_view raw = Figure(Field(row, "timelimitraw")); !raw.empty()) {
      return values.Get("TimelimitRaw", raw, ReadSeconds, kMinutes);
    }
    return values.Get("Timelimit", Figure(Field(row, "timelimit")), ReadSeconds, kMinutes);
  }

  // The job's own line has the cpu time of all steps; steps have the peaks.
  void TakeUsage(const TableRow& row) {
    if (!job_.countable) return;
    RowValues values;
    const auto peak = values.Get("MaxRSS", Field(row, "maxrss"), ReadBytes);
    const auto cpu = values.Get("TotalCPU", Field(row, "totalcpu"), ReadSeconds, 1.0);
    if (!values.problem().empty()) {
      job_.countable = false;
      return import_.Malformed(row.line(), values.problem());
    }
    if (peak && *peak > 0) job_.run.memory = std::max(job_.run.memory.value_or(0), *peak);
    job_.cpu_seconds = std::max(job_.cpu_seconds, cpu.value_or(0));
  }

  const TableReader& table_;
  std::string_view engine_;
  Import& import_;
  Job job_;
};

}  // namespace

tl::expected<void, std::string> ReadSacct(ByteSource& source, std::string_view engine,
                                          Import& import) {
  auto table = TableReader::Open(source, "|");
  if (!table) return tl::unexpected(table.error());
  const auto has = [&](std::string_view a, std::string_view b) {
    return table->Column(a) || table->Column(b);
  };
  if (!has("jobid", "jobidraw") || !table->Column("jobname") || !table->Column("state") ||
      !has("elapsed", "elapsedraw")) {
    return tl::unexpected(
        import.At(1) +
        "is not sacct's: it needs JobID, JobName, State and Elapsed, separated by "
        "bars (sacct --parsable2)");
  }
  Jobs jobs(*table, engine, import);
  const auto read = ReadRows(*table, import, [&](const TableRow& row) { jobs.Take(row); });
  if (read) jobs.Flush();
  return read;
}

}  // namespace tenure
