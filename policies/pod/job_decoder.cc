#include "policies/pod/job_decoder.h"

#include "policies/pod/pod_decoder.h"

namespace tenure {
namespace {

using Value = JsonReader::Value;

void DecodeExitCodes(JsonReader& reader, Value object, const JsonPath& at, PodFailureRule& rule) {
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "operator") {
      rule.exit_code_operator = reader.String(value, path);
    } else if (key == "values") {
      rule.exit_codes = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return reader.Integer(element, place).value_or(0);
      });
    }
  });
}

PodFailureRule FailureRule(JsonReader& reader, Value object, const JsonPath& at) {
  PodFailureRule rule;
  reader.Object(object, at, [&](std::string_view key, Value value, const JsonPath& path) {
    if (key == "action") {
      rule.action = reader.String(value, path);
    } else if (key == "onExitCodes") {
      DecodeExitCodes(reader, value, path, rule);
    } else if (key == "onPodConditions") {
      rule.condition_types = reader.Array(value, path, [&](Value element, const JsonPath& place) {
        return reader.StringMember(element, place, "type");
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
    } else if (key == "backoffLimitPerIndex") {
      job.backoff_limit_per_index = reader.Integer(value, path);
    } else if (key == "activeDeadlineSeconds") {
      job.active_deadline_seconds = reader.Integer(value, path);
    } else if (key == "ttlSecondsAfterFinished") {
      job.seconds_after_finished = reader.Integer(value, path);
    } else if (key == "parallelism") {
      job.parallelism = reader.Integer(value, path);
    } else if (key == "completionMode") {
      job.is_indexed = reader.String(value, path) == "Indexed";
    } else if (key == "suspend") {
      job.is_suspended = reader.Boolean(value, path);
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
