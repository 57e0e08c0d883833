#include "policies/history/sources/prometheus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "policies/history/sources/observed_pod.h"
#include "tests/unit/policies/history/sources/read_text.h"
#include "tests/unit/policies/history/sources/real_prometheus.h"

namespace tenure {
namespace {

using testing::HasSubstr;

constexpr std::int64_t kBegin = 1'793'527'200;
constexpr std::int64_t kHour = 3600;

// Series as kube-state-metrics and cAdvisor have them, a sample a minute.
class Samples {
 public:
  using Value = std::function<double(std::int64_t seconds_since_begin)>;

  void Add(const std::string& metric, const std::string& labels, std::int64_t from, std::int64_t to,
           const Value& value) {
    std::string& family = families_[metric];
    constexpr std::int64_t kMinute = 60;
    for (std::int64_t at = from; at <= to; at += kMinute) {
      family += metric + "{" + labels + "} " + std::to_string(value(at)) + " " +
                std::to_string(kBegin + at) + "\n";
    }
  }

  // What every pod has from its start to when it was last seen.
  void AddPod(const std::string& pod, std::int64_t from, std::int64_t to,
              const std::string& owner) {
    const std::string id = R"(namespace="science",pod=")" + pod + R"(",uid="uid-)" + pod + "\"";
    const std::string container = R"(namespace="science",pod=")" + pod + R"(",container="main")";
    const auto always = [](double value) { return [value](std::int64_t) { return value; }; };
    Add("kube_pod_start_time", id, from, to, always(static_cast<double>(kBegin + from)));
    Add("kube_pod_owner", id + R"(,owner_kind="Job",owner_name=")" + owner + "\"", from, to,
        always(1));
    Add("kube_pod_container_info", id + R"(,container="main",image="r.example/a:1")", from, to,
        always(1));
    Add("kube_pod_container_resource_requests",
        id + R"(,container="main",resource="memory",unit="byte")", from, to, always(8e9));
    Add("container_memory_working_set_bytes", container, from, to, [from, to](std::int64_t at) {
      return 1e9 + 4e9 * static_cast<double>(at - from) / static_cast<double>(to - from);
    });
    Add("container_cpu_usage_seconds_total", container, from, to,
        [from](std::int64_t at) { return 2.0 * static_cast<double>(at - from); });
  }

  void AddPhase(const std::string& pod, const std::string& phase, std::int64_t from,
                std::int64_t to) {
    Add("kube_pod_status_phase",
        R"(namespace="science",pod=")" + pod + R"(",uid="uid-)" + pod + R"(",phase=")" + phase +
            "\"",
        from, to, [](std::int64_t) { return 1.0; });
  }

  [[nodiscard]] std::string OpenMetrics() const {
    std::string text;
    for (const auto& [metric, samples] : families_) {
      const bool is_counter = metric.ends_with("_total");
      const std::string family = is_counter ? metric.substr(0, metric.size() - 6) : metric;
      text += "# TYPE " + family + (is_counter ? " counter\n" : " gauge\n") + samples;
    }
    return text + "# EOF\n";
  }

 private:
  std::map<std::string, std::string> families_;
};

std::string Past() {
  Samples samples;
  const auto id = [](const std::string& pod) {
    return R"(namespace="science",pod=")" + pod + R"(",uid="uid-)" + pod + "\"";
  };
  samples.AddPod("done", 0, 2 * kHour, "assembly");
  samples.AddPhase("done", "Succeeded", 2 * kHour, 4 * kHour);
  samples.Add("kube_pod_completion_time", id("done"), 2 * kHour, 4 * kHour,
              [](std::int64_t) { return static_cast<double>(kBegin + 2 * kHour); });
  samples.AddPod("nextflow", 0, kHour, "unused");
  samples.AddPhase("nextflow", "Succeeded", kHour, kHour + 600);
  samples.Add("kube_pod_labels",
              id("nextflow") + R"(,label_nextflow_io_process_name="MAG_MEGAHIT")", 0, kHour,
              [](std::int64_t) { return 1.0; });
  samples.AddPod("evicted", 0, kHour, "assembly");
  samples.AddPhase("evicted", "Failed", kHour, 2 * kHour);
  samples.AddPod("deleted", 0, kHour, "assembly");
  samples.AddPod("service", 0, 5 * kHour, "web");
  samples.Add("kube_pod_restart_policy", id("service") + R"(,type="Always")", 0, 5 * kHour,
              [](std::int64_t) { return 1.0; });
  samples.AddPod("running", 0, 5 * kHour, "assembly");
  return samples.OpenMetrics();
}

TEST(Prometheus, TeachesWhatItSawOfPods) {
  if (!test::RealPrometheus::Installed()) GTEST_SKIP() << "apt-get install prometheus";
  const test::RealPrometheus server(Past());
  ASSERT_TRUE(server.WaitUntilReady());
  std::vector<test::ReadRun> runs;
  Import import("prometheus", [&](const StepRun& run) {
    runs.push_back({std::string(run.step), std::string(run.image), run});
  });
  const PrometheusOptions options{.http = {.url = server.url()},
                                  .since = kBegin,
                                  .until = kBegin + 5 * kHour,
                                  .step = 600,
                                  .chunk = kHour};
  const auto read = ReadPrometheus(options, {}, import);
  ASSERT_TRUE(read) << read.error();

  std::map<std::uint64_t, test::ReadRun> by_id;
  for (const test::ReadRun& run : runs) by_id.emplace(run.run.id, run);
  ASSERT_EQ(by_id.size(), 4U);
  const auto& done = by_id.at(Fingerprint("uid-done"));
  EXPECT_EQ(done.step, "job:assembly");
  EXPECT_EQ(done.image, "r.example/a:1");
  EXPECT_TRUE(done.run.finished);
  EXPECT_DOUBLE_EQ(done.run.runtime, 2 * kHour);
  EXPECT_DOUBLE_EQ(*done.run.memory, 5e9);
  EXPECT_NEAR(*done.run.cpu, 2.0, 0.01);
  EXPECT_DOUBLE_EQ(*done.run.requested_memory, 8e9);
  EXPECT_EQ(by_id.at(Fingerprint("uid-nextflow")).step, "nextflow:MAG_MEGAHIT");
  for (const char* killed : {"uid-evicted", "uid-deleted"}) {
    const StepRun& run = by_id.at(Fingerprint(killed)).run;
    EXPECT_FALSE(run.finished) << killed;
    EXPECT_NEAR(run.runtime, kHour, 1200) << killed;
  }
  EXPECT_EQ(import.skipped(Skipped::kLongLived), 1);
  EXPECT_GE(import.skipped(Skipped::kUnfinished), 1);
}

TEST(Prometheus, WhoDoesNotAnswerIsTold) {
  Import import("prometheus", [](const StepRun&) {});
  const PrometheusOptions options{
      .http = {.url = "http://127.0.0.1:1"}, .since = 0, .until = 86'400};
  EXPECT_THAT(ReadPrometheus(options, {}, import).error(), HasSubstr("http://127.0.0.1:1: "));
}

TEST(MetricLabel, IsAsKubeStateMetricsWritesIt) {
  EXPECT_EQ(MetricLabel("label_", "nextflow.io/processName"), "label_nextflow_io_process_name");
  EXPECT_EQ(MetricLabel("label_", "batch.kubernetes.io/job-name"),
            "label_batch_kubernetes_io_job_name");
  EXPECT_EQ(MetricLabel("annotation_", "volcano.sh/task-spec"), "annotation_volcano_sh_task_spec");
}

}  // namespace
}  // namespace tenure
