#include "policies/language/checkpoint.h"

namespace tenure {
namespace {

std::string_view FirstNotIn(const std::vector<std::string>& allowed,
                            const std::vector<std::string>& wanted) {
  const auto beyond = std::ranges::find_if(wanted, [&](const std::string& name) {
    return std::ranges::find(allowed, name) == allowed.end();
  });
  return beyond == wanted.end() ? std::string_view() : *beyond;
}

bool HasFolder(std::string_view text) { return text.find("<dir>") != std::string_view::npos; }

}  // namespace

bool Strategy::UsesFolder() const {
  return std::ranges::any_of(wrap, HasFolder) ||
         std::ranges::any_of(env, HasFolder, &EnvSpec::value) ||
         std::ranges::any_of(files, HasFolder, &FileSpec::content);
}

std::string_view Ceiling::FirstBeyond(const Strategy& strategy) const {
  const std::string_view capability = FirstNotIn(capabilities, strategy.capabilities);
  return capability.empty() ? FirstNotIn(host_files, strategy.host_files) : capability;
}

}  // namespace tenure
