#include "webhook/cli/learn/options.h"

namespace tenure {
namespace {

void AddFiles(CLI::App& parser, const std::string& name, std::vector<std::string>& files,
              const std::string& description) {
  parser.add_option(name, files, description)
      ->type_name("FILE")
      ->group("Sources (- is standard input)");
}

void AddPrometheus(CLI::App& parser, LearnOptions& options) {
  constexpr const char* kGroup = "Prometheus";
  parser.add_option("--prometheus", options.prometheus, "its address, http://prometheus:9090")
      ->type_name("URL")
      ->group(kGroup);
  parser.add_option("--since", options.since, "how far back from --until")->group(kGroup);
  parser.add_option("--until", options.until, "2026-11-21, or with a time; default: now")
      ->group(kGroup);
  parser.add_option("--prometheus-step", options.prometheus_step, "resolution; default: 1h")
      ->group(kGroup);
  parser.add_option("--prometheus-ca", options.prometheus_ca, "CA certificates of its TLS")
      ->type_name("FILE")
      ->group(kGroup);
  parser.add_option("--prometheus-token-file", options.prometheus_token_file, "bearer token")
      ->type_name("FILE")
      ->group(kGroup);
}

}  // namespace

void AddSourceOptions(CLI::App& parser, LearnOptions& options) {
  AddFiles(parser, "--nextflow", options.nextflow, "Nextflow traces (-with-trace)");
  AddFiles(parser, "--argo", options.argo, "kubectl get workflows -A -o json");
  AddFiles(parser, "--pods", options.pods, "kubectl get pods -A -o json");
  AddFiles(parser, "--sacct", options.sacct, "Slurm: sacct --parsable2");
  AddFiles(parser, "--csv", options.csv,
           "a table of runs with step and runtime; see docs/estimates.md");
  parser.add_option("--sacct-engine", options.sacct_engine,
                    "the engine in keys of Slurm's jobs; job: what Kubernetes Jobs have");
  parser
      .add_option("--step-label", options.step_labels,
                  "an engine of your own: its name, and the pod label with the step")
      ->type_name("ENGINE=LABEL");
  AddPrometheus(parser, options);
  constexpr const char* kGroup = "How runs count";
  parser
      .add_option("--history", options.history,
                  "keep what was learnt in this file, and add to it next time")
      ->type_name("FILE")
      ->group(kGroup);
  parser
      .add_option("--half-life", options.half_life, "after which a run counts half; default: 180d")
      ->group(kGroup);
  parser.add_option("--min-runs", options.min_runs, "below, an estimate is weak; default: 3")
      ->check(CLI::Range(1.0, 1e6))
      ->group(kGroup);
  parser.add_option("--now", options.now, "as of when runs are old; default: the clock")
      ->group(kGroup);
}

}  // namespace tenure
