#pragma once

#include <prometheus/family.h>

#include <initializer_list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tenure {

// The metrics of one family, found by the values of its labels. The library's
// own look-up makes a map of strings each time, which costs more than a decision's
// encoding; this remembers what it found. May be used by many threads.
template <typename Metric>
class Labelled {
 public:
  Labelled(prometheus::Family<Metric>& family, std::vector<std::string> names)
      : family_(family), names_(std::move(names)) {}

  // Values in the order of the names. `arguments` are of the metric's making.
  template <typename... Arguments>
  Metric& With(std::initializer_list<std::string_view> values, const Arguments&... arguments) {
    const std::lock_guard lock(mutex_);
    key_.clear();
    for (const std::string_view value : values) {
      key_ += value;
      key_ += '\0';
    }
    Metric*& known = known_[key_];
    if (known == nullptr) known = &family_.Add(LabelsOf(values), arguments...);
    return *known;
  }

 private:
  std::map<std::string, std::string> LabelsOf(std::initializer_list<std::string_view> values) {
    std::map<std::string, std::string> labels;
    auto name = names_.begin();
    for (const std::string_view value : values) labels.emplace(*name++, value);
    return labels;
  }

  prometheus::Family<Metric>& family_;
  const std::vector<std::string> names_;
  std::mutex mutex_;
  std::string key_;
  std::unordered_map<std::string, Metric*> known_;
};

}  // namespace tenure
