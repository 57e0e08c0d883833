#include "webhook/cli/learn/read_runs.h"

#include <functional>

#include "policies/history/sources/argo_workflows.h"
#include "policies/history/sources/csv_runs.h"
#include "policies/history/sources/kubectl_pods.h"
#include "policies/history/sources/nextflow_trace.h"
#include "policies/history/sources/prometheus.h"
#include "policies/history/sources/sacct.h"
#include "policies/history/units.h"
#include "webhook/cli/learn/progress.h"

namespace tenure {
namespace {

using Outcome = tl::expected<void, std::string>;
using Reader = std::function<Outcome(ByteSource&, Import&)>;

void Tell(const std::string& source, const Import& import, std::ostream& notes) {
  notes << source << ": " << import.runs() << " runs";
  constexpr std::array kWhy = {"unfinished", "of services (restartPolicy Always)", "without a name",
                               "unreadable"};
  for (std::size_t i = 0; i < kWhy.size(); ++i) {
    const std::int64_t count = import.skipped(static_cast<Skipped>(i));
    if (count > 0) notes << ", " << count << " " << kWhy[i];
  }
  notes << '\n';
  for (const std::string& problem : import.problems()) notes << "  " << problem << '\n';
}

class Sources {
 public:
  Sources(std::ostream& notes, const Import::TakeRun& take) : notes_(notes), take_(take) {}

  Outcome Files(const std::vector<std::string>& paths, const Reader& read) {
    for (const std::string& path : paths) {
      auto file = FileSource::Open(path);
      if (!file) return tl::unexpected(file.error());
      std::int64_t runs = 0;
      Import import(path, [&](const StepRun& run) {
        take_(run);
        progress_.Tick(path, (*file)->done(), (*file)->total(), ++runs);
      });
      if (auto outcome = read(**file, import); !outcome) return outcome;
      Tell(path, import, notes_);
    }
    return {};
  }

  Outcome Prometheus(PrometheusOptions options, std::span<const StepMatcher> matchers) {
    Import import(options.http.url, take_);
    options.progress = [&](std::int64_t until) {
      progress_.Say(options.http.url + ": until " + DayOf(until));
    };
    if (auto outcome = ReadPrometheus(options, matchers, import); !outcome) return outcome;
    Tell(options.http.url, import, notes_);
    return {};
  }

 private:
  std::ostream& notes_;
  const Import::TakeRun& take_;
  Progress progress_;
};

}  // namespace

Outcome ReadRuns(const LearnOptions& options, const LearnSettings& settings, std::ostream& notes,
                 const Import::TakeRun& take) {
  Sources sources(notes, take);
  const auto pods = [&](ByteSource& source, Import& import) {
    return ReadKubectlPods(source, settings.matchers, import);
  };
  const auto sacct = [&](ByteSource& source, Import& import) {
    return ReadSacct(source, options.sacct_engine, import);
  };
  const std::vector<std::pair<const std::vector<std::string>*, Reader>> readers = {
      {&options.nextflow, &ReadNextflowTrace},
      {&options.argo, &ReadArgoWorkflows},
      {&options.pods, pods},
      {&options.sacct, sacct},
      {&options.csv, &ReadCsvRuns}};
  for (const auto& [paths, reader] : readers) {
    if (auto outcome = sources.Files(*paths, reader); !outcome) return outcome;
  }
  if (options.prometheus.empty()) return {};
  return sources.Prometheus({.http = {.url = options.prometheus,
                                      .ca_file = options.prometheus_ca,
                                      .bearer_token_file = options.prometheus_token_file},
                             .since = settings.since,
                             .until = settings.until,
                             .step = settings.prometheus_step},
                            settings.matchers);
}

}  // namespace tenure
