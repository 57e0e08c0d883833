#include "wrapper/options.h"

#include <charconv>
#include <functional>
#include <map>
#include <utility>

#include "wrapper/duration.h"
#include "wrapper/signals.h"

namespace tenure::wrapper {
namespace {

using Setter = std::function<Result<>(Options&, const std::string&)>;

Setter Text(std::string Options::* member) {
  return [member](Options& options, const std::string& value) -> Result<> {
    options.*member = value;
    return {};
  };
}

Setter List(std::vector<std::string> Options::* member) {
  return [member](Options& options, const std::string& value) -> Result<> {
    (options.*member).push_back(value);
    return {};
  };
}

Setter Duration(std::chrono::seconds Options::* member) {
  return [member](Options& options, const std::string& value) -> Result<> {
    const auto duration = ParseDuration(value);
    if (!duration) return Failure("\"" + value + "\" is not a duration such as 90s, 15m or 6h");
    options.*member = *duration;
    return {};
  };
}

Setter Number(int Options::* member, int least, int most) {
  return [=](Options& options, const std::string& value) -> Result<> {
    int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size() || number < least ||
        number > most) {
      return Failure("\"" + value + "\" is not a number from " + std::to_string(least) + " to " +
                     std::to_string(most));
    }
    options.*member = number;
    return {};
  };
}

template <typename T>
Setter OneOf(T Options::* member, std::map<std::string, T> choices) {
  return [member, choices = std::move(choices)](Options& options,
                                                const std::string& value) -> Result<> {
    if (const auto choice = choices.find(value); choice != choices.end()) {
      options.*member = choice->second;
      return {};
    }
    std::string known;
    for (const auto& [name, unused] : choices) known += (known.empty() ? "" : " or ") + name;
    return Failure("\"" + value + "\" is not " + known);
  };
}

Result<> SetSignal(Options& options, const std::string& value) {
  const auto signal = ParseSignal(value);
  if (!signal) return Failure("\"" + value + "\" is not a signal such as USR1");
  options.checkpoint_signal = *signal;
  return {};
}

Result<> AddPath(Options& options, const std::string& value) {
  if (!value.starts_with('/')) return Failure("\"" + value + "\" is not an absolute path");
  options.also.push_back(value);
  return {};
}

const std::map<std::string, Setter>& Setters() {
  static const std::map<std::string, Setter> setters = {
      {"--dir", Text(&Options::dir)},
      {"--interval", Duration(&Options::interval)},
      {"--keep", Number(&Options::keep, 1, 1000)},
      {"--image-check", Text(&Options::image_check)},
      {"--also", AddPath},
      {"--on-corrupt", OneOf<OnCorrupt>(&Options::on_corrupt, {{"fail", OnCorrupt::kFail},
                                                               {"fresh", OnCorrupt::kFresh}})},
      {"--preflight",
       OneOf<OnPreflight>(&Options::preflight, {{"refuse", OnPreflight::kRefuse},
                                                {"unprotected", OnPreflight::kUnprotected},
                                                {"skip", OnPreflight::kSkip}})},
      {"--on-failure",
       OneOf<bool>(&Options::remove_on_failure, {{"keep", false}, {"remove", true}})},
      {"--checkpointed-status", Number(&Options::checkpointed_status, 1, 255)},
      {"--lease", Duration(&Options::lease)},
      {"--lease-wait", Duration(&Options::lease_wait)},
      {"--termination-log", Text(&Options::termination_log)},
      {"--criu", Text(&Options::criu)},
      {"--criu-option", List(&Options::criu_options)},
      {"--pid", Number(&Options::pid, 0, 4194303)},
      {"--checkpoint-command", Text(&Options::checkpoint_command)},
      {"--checkpoint-signal", SetSignal},
      {"--grace", Duration(&Options::grace)},
  };
  return setters;
}

const std::map<std::string, bool Options::*>& Switches() {
  static const std::map<std::string, bool Options::*> switches = {
      {"--compress", &Options::compress},
      {"--native", &Options::native},
  };
  return switches;
}

// Sets what arguments[i] says; returns how many arguments it took.
Result<size_t> ParseOne(const std::vector<std::string>& arguments, size_t i, Options& options) {
  const size_t equals = arguments[i].find('=');
  const std::string name = arguments[i].substr(0, equals);
  const bool inline_value = equals != std::string::npos;
  if (const auto found = Switches().find(name); found != Switches().end() && !inline_value) {
    options.*found->second = true;
    return 1;
  }
  const auto setter = Setters().find(name);
  if (setter == Setters().end()) {
    return Failure(name.starts_with('-') ? name + " is not an option; see --help"
                                         : "put -- before the command: -- " + name);
  }
  if (!inline_value && i + 1 == arguments.size()) return Failure(name + " needs a value");
  const std::string value = inline_value ? arguments[i].substr(equals + 1) : arguments[i + 1];
  if (auto set = setter->second(options, value); !set) return Failure(name + ": " + set.error());
  return inline_value ? 1 : 2;
}

Result<> Check(const Options& options) {
  if (options.command.empty()) return Failure("no command: end the options with -- COMMAND…");
  if (options.lease < std::chrono::seconds(3)) return Failure("--lease: at least 3s");
  const bool native_only = !options.checkpoint_command.empty() || options.checkpoint_signal != 0;
  if (native_only && !options.native) {
    return Failure("--checkpoint-command and --checkpoint-signal go with --native");
  }
  if (!options.native && options.dir.empty()) {
    return Failure("--dir: where shall the checkpoints go?");
  }
  return {};
}

}  // namespace

Result<Options> ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  for (size_t i = 0; i < arguments.size();) {
    if (arguments[i] == "--") {
      options.command.assign(arguments.begin() + static_cast<ptrdiff_t>(i) + 1, arguments.end());
      break;
    }
    const auto taken = ParseOne(arguments, i, options);
    if (!taken) return Failure(taken.error());
    i += *taken;
  }
  if (auto checked = Check(options); !checked) return Failure(checked.error());
  return options;
}

}  // namespace tenure::wrapper
