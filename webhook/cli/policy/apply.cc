#include "webhook/cli/policy/apply.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "certs/files.h"
#include "policies/pod/duration.h"
#include "webhook/cli/exit_status.h"
#include "webhook/cli/policy/replicas.h"
#include "webhook/cli/policy_file.h"

namespace tenure {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Words = std::vector<std::string>;

constexpr milliseconds kBetweenLooks{200};

// The patch of the ConfigMap in a file of its own, as long as this lives: an
// argument may not be so long.
class PatchFile {
 public:
  explicit PatchFile(const nlohmann::json& patch)
      : path_(std::filesystem::temp_directory_path() /
              ("tenure-policy-" + std::to_string(::getpid()) + ".json")),
        written_(WriteFile(path_, patch.dump(), FileAccess::kOwnerOnly)) {}
  ~PatchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  PatchFile(const PatchFile&) = delete;
  PatchFile& operator=(const PatchFile&) = delete;

  [[nodiscard]] const tl::expected<void, std::string>& written() const { return written_; }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
  tl::expected<void, std::string> written_;
};

// One application of one policy.
class Application {
 public:
  Application(const PolicyApplyOptions& options, const PolicyApplyWorld& world, std::string hash,
              milliseconds timeout)
      : options_(options), world_(world), hash_(std::move(hash)), timeout_(timeout) {}

  int Run(const std::string& text) const {
    nlohmann::json content;
    content["data"][options_.key] = text;
    const PatchFile patch(content);
    if (!patch.written()) return Fail(kExitUsage, patch.written().error());
    if (!Patch(patch, /*is_dry=*/true)) return Fail(kExitRefused, "the cluster does not take it");
    if (options_.dry_run) return kExitSuccess;
    if (!IsConfirmed()) return Fail(kExitRefused, "nothing was changed");
    if (!Patch(patch, /*is_dry=*/false)) return Fail(kExitRefused, "it was not written");
    return WaitForReplicas();
  }

 private:
  int Fail(int status, const std::string& why) const {
    world_.errors << "tenure policy apply: " << why << '\n';
    return status;
  }

  // Of the one key: whatever else is in the ConfigMap stays.
  bool Patch(const PatchFile& patch, bool is_dry) const {
    Words words = {"patch",  "configmap", options_.config_map, "--namespace", options_.name_space,
                   "--type", "merge",     "--patch-file",      patch.path()};
    if (is_dry) words.emplace_back("--dry-run=server");
    const KubectlRun run = world_.kubectl(words);
    world_.out << run.out << std::flush;
    if (run.status == 127) Fail(0, options_.kubectl + " cannot be run; is it in PATH?");
    return run.status == 0;
  }

  bool IsConfirmed() const {
    if (options_.yes) return true;
    if (!world_.is_terminal) {
      world_.errors << "tenure policy apply: nobody is there to ask; add --yes\n";
      return false;
    }
    world_.out << "Put policy " << hash_ << " in force? [y/N] " << std::flush;
    std::string answer;
    std::getline(world_.in, answer);
    return answer == "y" || answer == "yes";
  }

  // The kubelet looks at a pod's volumes at once when the pod changes, and else
  // after up to a minute and a half.
  void WakeKubelets() const {
    (void)world_.kubectl({"annotate", "pods", "--namespace", options_.name_space, "--selector",
                          options_.selector, "--overwrite", "tenure.dev/policy-applied=" + hash_});
  }

  int WaitForReplicas() const {
    const auto started = world_.now();
    WakeKubelets();
    std::vector<std::string> waiting = ReplicaNames(options_, world_.kubectl);
    if (waiting.empty()) {
      return Fail(kExitRefused, "written, but no pod of " + options_.selector + " runs in " +
                                    options_.name_space);
    }
    while (true) {
      bool is_rejected = false;
      std::erase_if(waiting, [&](const std::string& pod) {
        const auto info = AskReplica(options_, world_.kubectl, pod);
        if (!info) return false;
        is_rejected = is_rejected || info->rejected == hash_;
        if (info->in_force == hash_) TellInForce(pod, world_.now() - started);
        return info->in_force == hash_;
      });
      if (waiting.empty()) return kExitSuccess;
      if (is_rejected) return Fail(kExitRefused, "a replica rejects it: see its log");
      if (world_.now() - started >= timeout_) return TimedOut(waiting);
      world_.sleep(kBetweenLooks);
    }
  }

  void TellInForce(const std::string& pod, steady_clock::duration after) const {
    const auto tenths = std::chrono::duration_cast<milliseconds>(after).count() / 100;
    world_.out << pod << ": policy " << hash_ << " in force after " << tenths / 10 << '.'
               << tenths % 10 << " s\n"
               << std::flush;
  }

  int TimedOut(const std::vector<std::string>& waiting) const {
    std::string names;
    for (const std::string& pod : waiting) names += ' ' + pod;
    return Fail(kExitRefused,
                "written, but not in force after " + options_.timeout + " on" + names);
  }

  const PolicyApplyOptions& options_;
  const PolicyApplyWorld& world_;
  const std::string hash_;
  const milliseconds timeout_;
};

}  // namespace

int RunPolicyApply(const PolicyApplyOptions& options, const PolicyApplyWorld& world) {
  const auto timeout = Duration::Parse(options.timeout);
  if (!timeout) {
    world.errors << "--timeout: \"" << options.timeout << "\" is " << timeout.error() << '\n';
    return kExitUsage;
  }
  const auto text = ReadFile(options.file);
  if (!text) {
    world.errors << text.error() << '\n';
    return kExitUsage;
  }
  const auto policy = LoadPolicy(options.file, *text, world.errors);
  if (!policy) return kExitUsage;
  return Application(options, world, policy->hash, std::chrono::seconds(timeout->seconds()))
      .Run(*text);
}

}  // namespace tenure
