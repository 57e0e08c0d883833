#include "webhook/server/basis_reload.h"

#include <utility>

#include "policies/estimates/reader.h"
#include "policies/language/file_hash.h"
#include "policies/language/reader.h"

namespace tenure {
namespace {

template <typename Errors>
std::vector<std::string> Texts(const Errors& errors, const FollowedFile& file) {
  std::vector<std::string> texts;
  texts.reserve(errors.size());
  const std::string name = file.path().string();
  for (const auto& error : errors) texts.push_back(error.Text(name));
  return texts;
}

std::string HashOf(const std::optional<FollowedFile>& file) {
  return file ? FileHash(file->content()) : "";
}

}  // namespace

BasisReload::BasisReload(BasisFiles files, PolicyInForce& in_force, Metrics& metrics,
                         const Log& log)
    : files_(std::move(files)),
      estimates_hash_(HashOf(files_.estimates)),
      in_force_(in_force),
      metrics_(metrics),
      log_(log) {
  if (files_.estimates) metrics_.SetInForce(Reloaded::kEstimates, estimates_hash_);
}

void BasisReload::Poll() {
  using enum FollowedFile::Seen;
  in_force_.FreeRetired();
  if (files_.policy) {
    const auto seen = files_.policy->Look();
    if (seen == kChanged) LoadPolicy();
    if (seen == kMissing) TellMissing(Reloaded::kPolicy, *files_.policy);
  }
  if (files_.estimates) {
    const auto seen = files_.estimates->Look();
    if (seen == kChanged) LoadEstimates();
    if (seen == kMissing) TellMissing(Reloaded::kEstimates, *files_.estimates);
  }
}

void BasisReload::LoadPolicy() {
  const FollowedFile& file = *files_.policy;
  const auto before = in_force_.Get();
  auto read = ReadPolicyFile(file.content());
  if (!read) {
    return Reject(Reloaded::kPolicy, file, before->policy.hash, Texts(read.error(), file));
  }
  const std::string hash = read->policy.hash;
  in_force_.Set(std::make_shared<const Basis>(
      Basis{.policy = std::move(read->policy), .estimates = before->estimates}));
  metrics_.SetInForce(Reloaded::kPolicy, hash);
  metrics_.CountReload(Reloaded::kPolicy, ReloadResult::kLoaded);
  log_.Write(log_.Line("policy_loaded")
                 .Add("file", file.path().string())
                 .Add("policy", hash)
                 .Add("was", before->policy.hash)
                 .AddList("warnings", Texts(read->warnings, file)));
}

void BasisReload::LoadEstimates() {
  const FollowedFile& file = *files_.estimates;
  auto read = ReadEstimates(file.content());
  if (!read) {
    return Reject(Reloaded::kEstimates, file, estimates_hash_, Texts(read.error(), file));
  }
  const auto estimates = std::make_shared<const Estimates>(*std::move(read));
  in_force_.Set(std::make_shared<const Basis>(
      Basis{.policy = in_force_.Get()->policy, .estimates = estimates}));
  const std::string was = std::exchange(estimates_hash_, FileHash(file.content()));
  metrics_.SetInForce(Reloaded::kEstimates, estimates_hash_);
  metrics_.CountReload(Reloaded::kEstimates, ReloadResult::kLoaded);
  log_.Write(log_.Line("estimates_loaded")
                 .Add("file", file.path().string())
                 .Add("estimates", estimates_hash_)
                 .Add("was", was)
                 .Add("steps", static_cast<std::int64_t>(estimates->size())));
}

void BasisReload::Reject(Reloaded what, const FollowedFile& file, const std::string& in_force,
                         const std::vector<std::string>& errors) {
  const std::string hash = FileHash(file.content());
  metrics_.SetRejected(what, hash);
  metrics_.CountReload(what, ReloadResult::kRejected);
  log_.Write(log_.Line(std::string(Name(what)) + "_rejected")
                 .Add("level", "error")
                 .Add("file", file.path().string())
                 .Add("rejected", hash)
                 .Add("in_force", in_force)
                 .AddList("errors", errors));
}

void BasisReload::TellMissing(Reloaded what, const FollowedFile& file) {
  metrics_.CountReload(what, ReloadResult::kMissing);
  log_.Write(log_.Line(std::string(Name(what)) + "_missing")
                 .Add("level", "error")
                 .Add("error", file.error())
                 .Add("consequence", "the last good one stays in force"));
}

}  // namespace tenure
