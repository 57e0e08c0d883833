#include "tests/support/policy_generator.h"

#include <array>

namespace tenure::test {
namespace {

constexpr std::array kClassNames = {"long", "short", "urgent"};

std::string Join(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

}  // namespace

bool PolicyGenerator::Chance(int percent) {
  return std::uniform_int_distribution<int>(0, 99)(random_) < percent;
}

std::string PolicyGenerator::OneOf(const std::vector<std::string>& choices) {
  return choices.at(std::uniform_int_distribution<std::size_t>(0, choices.size() - 1)(random_));
}

std::string PolicyGenerator::Maybe(int percent, const std::string& key, const std::string& value) {
  return Chance(percent) && !value.empty() ? "  " + key + ": " + value + '\n' : "";
}

std::string PolicyGenerator::Some(int percent, const std::vector<std::string>& choices) {
  std::vector<std::string> chosen;
  for (const std::string& choice : choices) {
    if (Chance(percent)) chosen.push_back(choice);
  }
  if (chosen.empty()) chosen.push_back(OneOf(choices));
  return '[' + Join(chosen) + ']';
}

std::string PolicyGenerator::SomeEntries(int percent, const std::vector<std::string>& choices) {
  std::string list = Some(percent, choices);
  list.front() = '{';
  list.back() = '}';
  return list;
}

// A class further down has a lower threshold: above, it would take its pods.
std::string PolicyGenerator::Matches(int index) {
  const std::array<std::string, 3> runtimes = {
      OneOf({"{atLeast: 6h}", "{timesTypical: 10, atLeast: 6h}", "{atLeast: 1w}"}),
      OneOf({"{atLeast: 1h}", "{atLeast: 2h}"}), OneOf({"known", "{atLeast: 5m}"})};
  std::vector<std::string> matches;
  if (Chance(70))
    matches.push_back("{runtime: " + runtimes.at(static_cast<std::size_t>(index)) + '}');
  if (Chance(40)) matches.push_back("{critical: " + OneOf({"true", "false"}) + '}');
  if (Chance(40)) {
    matches.push_back("{requests: " +
                      SomeEntries(60, {"memory: {atLeast: 64Gi}", "cpu: {atLeast: \"4\"}"}) + '}');
  }
  if (Chance(40)) {
    matches.push_back(SomeEntries(
        30, {"namespaces: [sci*, other]", "images: [\"*/a:?\"]", "labels: {app: \"*\"}",
             "annotations: {example.com/mine: \"*\"}", "serviceAccounts: [\"*/default\"]",
             "ownerKinds: [Job]", "args: bin/.", "critical: true"}));
  }
  return matches.empty() ? "" : '[' + Join(matches) + ']';
}

std::string PolicyGenerator::Resource(const std::string& little, const std::string& much) {
  std::vector<std::string> parts;
  if (Chance(85)) {
    const std::vector<std::string> requests = {"1x",
                                               "0.8x",
                                               "1.5x",
                                               "0.333333333x",
                                               "{atLeast: 1.5x}",
                                               "p95",
                                               "[1.2x, p95]",
                                               much,
                                               "[0.5x, " + little + "]",
                                               "{atLeast: " + much + '}',
                                               "{atLeast: [2x, " + little + "]}"};
    parts.push_back("request: " + OneOf(requests));
  }
  if (Chance(85)) {
    // Never below a request that it can be compared with: the reader refuses that.
    const std::vector<std::string> limits = {
        "none", "keep", "request", "1.5x", "p50", "max", "[1.5x, p95]", much, "[1x, " + much + "]"};
    parts.push_back("limit: " + OneOf(limits));
  }
  if (parts.empty()) parts.emplace_back("limit: none");
  return '{' + Join(parts) + '}';
}

std::string PolicyGenerator::Requirements() {
  return Some(30, {"{key: karpenter.sh/capacity-type, operator: NotIn, values: [spot]}",
                   "{key: cloud.google.com/gke-spot, operator: DoesNotExist}",
                   "{key: zone, operator: In, values: [a, b]}", "{key: zone, operator: Exists}",
                   "{key: cores, operator: Gt, values: [\"16\"]}",
                   "{key: disk, operator: In, values: [\"\"]}"});
}

std::string PolicyGenerator::PlacementStep() {
  std::vector<std::string> parts;
  if (Chance(70)) parts.push_back("require: " + Requirements());
  if (Chance(60)) {
    parts.push_back("prefer: " +
                    Some(50, {"{weight: 100, key: mem-type, operator: NotIn, values: [highmem]}",
                              "{weight: 1, key: zone, operator: In, values: [a]}",
                              "{weight: 50, key: cores, operator: Lt, values: [\"64\"]}"}));
  }
  if (Chance(60)) {
    parts.push_back(
        "tolerate: " +
        Some(25,
             {"{key: mem-type, operator: Equal, value: highmem, effect: NoSchedule}",
              "{operator: Exists}", "{operator: Exists, effect: NoExecute, tolerationSeconds: 300}",
              "{key: mem-type, value: highmem}", "{key: mem-type, operator: Exists}",
              "{key: node.kubernetes.io/not-ready, operator: Exists, effect: NoExecute, "
              "tolerationSeconds: 0}"}));
  }
  return Join(parts);
}

std::string PolicyGenerator::Placement() {
  std::vector<std::string> parts;
  if (std::string always = PlacementStep(); !always.empty()) parts.push_back(std::move(always));
  if (Chance(40)) parts.push_back("onRetry: {require: " + Requirements() + '}');
  if (Chance(50)) {
    parts.push_back("apartFrom: {class: long" +
                    OneOf({"", ", required: false", ", topologyKey: topology.kubernetes.io/zone",
                           ", namespaces: own", ", required: false, namespaces: own"}) +
                    '}');
  }
  return parts.empty() ? "" : '{' + Join(parts) + '}';
}

std::string PolicyGenerator::Disruption() {
  return SomeEntries(60, {"evictions: deny", "tolerateNodeLoss: 1h", "gracePeriod: 5m",
                          "annotations: {karpenter.sh/do-not-disrupt: \"true\", "
                          "example.com/quoted: \"a \\\"b\\\" /~\"}"});
}

std::string PolicyGenerator::Class(int index) {
  const std::string name = kClassNames.at(static_cast<std::size_t>(index));
  std::string text = "- name: " + name + '\n';
  text += Maybe(80, "match", Matches(index));
  text += Maybe(20, "allow", SomeEntries(60, {"namespaces: [sci*]", "serviceAccounts: [ml/*]"}));
  text +=
      Maybe(80, "priority",
            "{className: tenure-" + name + ", value: " + std::to_string(1000000 - index * 500000) +
                OneOf({"", ", over: [higher]"}) + '}');
  text +=
      Maybe(90, "resources",
            "{cpu: " + Resource("100m", "\"2\"") + ", memory: " + Resource("512Mi", "80Gi") + '}');
  text += Maybe(70, "placement", Placement());
  text += Maybe(70, "disruption", Disruption());
  text += Maybe(40, "job", SomeEntries(60, {"replace: Failed", "ignoreDisruptions: true"}));
  text += Maybe(30, "checkpoint", "{defaultStrategy: native}");
  return text;
}

// A strategy of each sort: what the program does itself, a wrapper with all
// that it may need, one that is a shell's script, one that wraps nothing.
std::string PolicyGenerator::Checkpoint() {
  const std::string binaries =
      OneOf({"", ", binaries: {image: tenure-wrap, mount: /opt/tenure}",
             ", binaries: {image: tenure-wrap, mount: /opt/tenure, imageVolume: true}"});
  return "  protectedNamespaces: " + OneOf({"[]", "[sci*]"}) +
         "\n  strategies:\n"
         "  - {name: native, mount: /checkpoint, env: {CHECKPOINT_DIR: <dir>}" +
         OneOf({"", ", processImages: true", ", gracePeriod: 10m"}) +
         "}\n"
         "  - {name: criu, mount: /checkpoint, wrap: [/opt/tenure/tenure-wrap, --dir, <dir>, "
         "--image-check, <hash>, --]" +
         binaries +
         OneOf({"", ", capabilities: [SYS_ADMIN, SYS_TIME], seccompProfile: Unconfined"}) +
         OneOf({"", ", gracePeriod: {perGi: 4s, plus: 30s, atMost: 1h}"}) +
         OneOf({"", ", hostFiles: [/proc/sys/kernel/ns_last_pid]"}) +
         OneOf({"", ", labels: {saved: \"yes\"}, annotations: {example.com/saved: a b}"}) +
         ", requires: [root, explicit-command]}\n"
         "  - {name: shell, mount: /checkpoint, wrap: [/bin/sh, -c, 'ckpt <dir>; exec \"$@\"', "
         "--], env: {NODE: {fieldPath: spec.nodeName}, A: <hash>}}\n"
         "  - {name: crik, mount: /etc/checkpoint, files: {/etc/crik/config.yaml: "
         "\"imageDir: <dir>\\n\", /etc/other: x}, wrap: [crik, run, --], "
         "requires: [runs-forever]}\n"
         "  - {name: gvisor, runtimeClassName: gvisor, requires: [stable-identity]}\n" +
         OneOf(
             {"", "  entrypoints: [{image: \"registry.example/*\", entrypoint: [/bin/known]}]\n"});
}

std::string PolicyGenerator::Overrides() {
  std::string text;
  if (Chance(40)) text += "- {namespaces: [ml], mode: warn}\n";
  if (Chance(40)) text += "- {namespaces: [sci*], rules: {unknown-class: audit, bare-pod: off}}\n";
  if (Chance(20)) text += "- {namespaces: [\"*\"], rollout: 25%}\n";
  return text;
}

std::string PolicyGenerator::Next() {
  classes_ = std::uniform_int_distribution<int>(1, 3)(random_);
  std::string text = "apiVersion: tenure.dev/v1\nkind: Policy\n";
  text += "mode: " + OneOf({"enforce", "enforce", "warn", "audit"}) + '\n';
  text += "runtime: {typical: " + OneOf({"30m", "2m", "2h"}) + "}\n";
  if (Chance(50)) {
    text += "nodes: {largest: " + SomeEntries(60, {"cpu: \"3\"", "memory: 96Gi"}) + "}\n";
  }
  text += "classes:\n";
  for (int index = 0; index < classes_; ++index) text += Class(index);
  text += "checkpoint:\n" + Checkpoint();
  if (Chance(50)) {
    text += "rules: " +
            SomeEntries(40, {"class-understated: warn", "expectation-missing: off",
                             "invalid-annotation: audit", "image-not-pinned: enforce",
                             "spot-node-selected: warn"}) +
            '\n';
  }
  if (const std::string overrides = Overrides(); !overrides.empty()) {
    text += "overrides:\n" + overrides;
  }
  if (Chance(20)) text += "exempt: {namespaces: [ml], annotation: true}\n";
  return text;
}

}  // namespace tenure::test
