#include "policies/pod/job_decoder.h"

#include "policies/pod/pod_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

std::string_view ConditionType(JsonReader& reader, Value object, const JsonPath& at) {
  std::string_view type;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "type") type = reader.String(value, path);
  });
  return type;
}

PodFailureRule FailureRule(JsonReader& reader, Value object, const JsonPath& at) {
  PodFailureRule rule;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "action") {
      rule.action = reader.String(value, path);
    } else if (key == "onPodConditions") {
      rule.condition_types = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return ConditionType(reader, element, place);
      });
    }
  });
  return rule;
}

std::vector<PodFailureRule> FailureRules(JsonReader& reader, Value object, const JsonPath& at) {
  std::vector<PodFailureRule> rules;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key != "rules") return;
    rules = reader.Array(value, path, [&](Value element, const JsonPath& place) {
      return FailureRule(reader, element, place);
    });
  });
  return rules;
}

void DecodeSpec(JsonReader& reader, Value object, const JsonPath& at, Job& job) {
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "template") {
      job.pod_template = DecodePod(reader, value, path);
    } else if (key == "podReplacementPolicy") {
      job.pod_replacement_policy = reader.String(value, path);
    } else if (key == "backoffLimit") {
      job.backoff_limit = reader.Integer(value, path);
    } else if (key == "activeDeadlineSeconds") {
      job.active_deadline_seconds = reader.Integer(value, path);
    } else if (key == "podFailurePolicy") {
      job.pod_failure_rules = FailureRules(reader, value, path);
    }
  });
}

}  // namespace

Job DecodeJob(JsonReader& reader, JsonReader::Value object, const JsonPath& at) {
  Job job;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "metadata") {
      job.metadata = DecodeMetadata(reader, value, path);
    } else if (key == "spec") {
      DecodeSpec(reader, value, path, job);
    }
  });
  return job;
}

}  // namespace tenure
