#include "policies/engine/checkpoint/command_line.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "policies/engine/checkpoint/placeholders.h"
#include "policies/language/file_hash.h"

namespace tenure {
namespace {

using Words = std::span<const std::string_view>;

std::string_view BaseName(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// Argo's main container: [argoexec, emissary, --loglevel, info, --, COMMAND...].
bool IsEmissary(Words command) {
  return command.size() > 1 && BaseName(command[0]) == "argoexec" && command[1] == "emissary";
}

// Null behind an emissary that says not where the job begins.
std::optional<std::size_t> PlaceOf(Words command) {
  if (!IsEmissary(command)) return 0;
  const auto dashes = std::ranges::find(command, "--");
  if (dashes == command.end()) return std::nullopt;
  return static_cast<std::size_t>(dashes - command.begin()) + 1;
}

bool Wraps(const Strategy& strategy, Words words) {
  const auto is_filling = [](std::string_view text, const std::string& pattern) {
    return IsFillingOf(pattern, text, {});
  };
  return !strategy.wrap.empty() && words.size() >= strategy.wrap.size() &&
         std::ranges::equal(words.first(strategy.wrap.size()), strategy.wrap, is_filling);
}

// A shell in front is anybody's; the wrapper's own program is not put in front
// of itself.
bool IsOwnProgram(const Strategy& strategy, Words words) {
  constexpr std::array<std::string_view, 5> kCommon = {"sh", "bash", "dash", "ash", "env"};
  if (strategy.wrap.empty() || words.empty() || words.front() != strategy.wrap.front()) {
    return false;
  }
  return std::ranges::find(kCommon, BaseName(words.front())) == kCommon.end();
}

// The kubelet makes "$" of "$$" (third_party/forked/golang/expansion), and
// leaves the entrypoint of an image as it is.
std::string Unexpanded(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped += c == '$' ? std::string("$$") : std::string(1, c);
  return escaped;
}

std::vector<std::string> Unexpanded(const std::vector<std::string>& words) {
  std::vector<std::string> escaped;
  escaped.reserve(words.size());
  for (const std::string& word : words) escaped.push_back(Unexpanded(word));
  return escaped;
}

// Nextflow starts its tasks by args alone, with images that have no entrypoint.
bool IsStartedByArgs(const Pod& pod, const Container& container) {
  return pod.metadata.Label("nextflow.io/app").has_value() && !container.args.empty();
}

std::optional<CommandLine> WithoutCommand(const CheckpointSpec& checkpoint, const Pod& pod,
                                          const Container& container, const Intent& intent) {
  std::vector<std::string> entrypoint = EntrypointOf(checkpoint, container, intent);
  if (!entrypoint.empty()) return CommandLine{.entrypoint = std::move(entrypoint)};
  if (IsStartedByArgs(pod, container)) return CommandLine{};
  return std::nullopt;
}

// Each ends with a byte that no argument has: ["a b"] is not ["a", "b"].
void AppendWord(std::string& text, std::string_view word) { (text += word) += '\0'; }

}  // namespace

std::vector<std::string> EntrypointOf(const CheckpointSpec& checkpoint, const Container& container,
                                      const Intent& intent) {
  if (!container.command.empty()) return {};
  if (!intent.entrypoint.empty()) return Unexpanded(intent.entrypoint);
  const auto known = std::ranges::find_if(checkpoint.entrypoints, [&](const auto& entry) {
    return entry.image.Matches(container.image);
  });
  if (known == checkpoint.entrypoints.end()) return {};
  return Unexpanded(known->entrypoint);
}

std::optional<CommandLine> FindCommandLine(const Policy& policy, const Strategy& strategy,
                                           const Pod& pod, const Container& container,
                                           const Intent& intent) {
  const Words command = container.command;
  if (command.empty()) return WithoutCommand(policy.checkpoint, pod, container, intent);
  const auto place = PlaceOf(command);
  if (!place) return std::nullopt;
  const Words rest = command.subspan(*place);
  const bool is_wrapped = Wraps(strategy, rest);
  return CommandLine{.place = *place,
                     .is_wrapped = is_wrapped,
                     .is_wrapped_by_user = !is_wrapped && IsOwnProgram(strategy, rest)};
}

std::string ProgramHash(const Strategy& strategy, const Container& container,
                        const CommandLine& line) {
  std::string text;
  AppendWord(text, container.image);
  const std::size_t end_of_wrapper = line.place + (line.is_wrapped ? strategy.wrap.size() : 0);
  for (std::size_t i = end_of_wrapper; i < container.command.size(); ++i) {
    AppendWord(text, container.command[i]);
  }
  for (const std::string& word : line.entrypoint) AppendWord(text, word);
  text += '\0';
  for (const std::string_view word : container.args) AppendWord(text, word);
  return FileHash(text);
}

std::optional<Container> Unwrapped(const CheckpointSpec& checkpoint, const Container& container) {
  const auto place = PlaceOf(container.command);
  if (!place) return std::nullopt;
  const auto wrapper_of = [&](const Container& wrapped) {
    const Words rest = Words(wrapped.command).subspan(*place);
    const auto found = std::ranges::find_if(
        checkpoint.strategies, [&](const Strategy& strategy) { return Wraps(strategy, rest); });
    return found == checkpoint.strategies.end() ? nullptr : &*found;
  };
  const Strategy* wrapper = wrapper_of(container);
  if (wrapper == nullptr) return std::nullopt;
  Container bare = container;
  for (; wrapper != nullptr; wrapper = wrapper_of(bare)) {
    const auto begin = bare.command.begin() + static_cast<std::ptrdiff_t>(*place);
    bare.command.erase(begin, begin + static_cast<std::ptrdiff_t>(wrapper->wrap.size()));
  }
  return bare;
}

}  // namespace tenure
