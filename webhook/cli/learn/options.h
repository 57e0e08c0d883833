#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace tenure {

// What `tenure learn`, `learn report` and `learn evaluate` have in common, as it
// was typed: the sources, and how their runs count.
struct LearnOptions {
  std::vector<std::string> nextflow;
  std::vector<std::string> argo;
  std::vector<std::string> pods;
  std::vector<std::string> sacct;
  std::vector<std::string> csv;
  std::string sacct_engine = "slurm";
  std::string prometheus;  // URL
  std::string since = "30d";
  std::string until;  // empty: now
  std::string prometheus_step = "1h";
  std::string prometheus_ca;
  std::string prometheus_token_file;
  std::vector<std::string> step_labels;  // ENGINE=LABEL

  std::string history;  // kept between runs; empty: not kept
  std::string half_life = "180d";
  std::string now;  // empty: the clock's
  double min_runs = 3;

  std::string output = "-";
  std::string format;     // yaml, json; empty: by the name of the output, or its size
  std::string policy;     // report, evaluate: whose classes
  std::string html;       // report: the page
  std::string long_from;  // evaluate: empty: the policy's first class

  [[nodiscard]] bool HasSources() const {
    return !(nextflow.empty() && argo.empty() && pods.empty() && sacct.empty() && csv.empty() &&
             prometheus.empty());
  }
};

void AddSourceOptions(CLI::App& parser, LearnOptions& options);

}  // namespace tenure
