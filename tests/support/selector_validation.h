#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace tenure::test {

// Collects what is wrong with an object.
class Problems {
 public:
  void Check(bool is_right, std::string problem) {
    if (!is_right) found_.push_back(std::move(problem));
  }
  [[nodiscard]] const std::vector<std::string>& found() const { return found_; }

 private:
  std::vector<std::string> found_;
};

// A member of an object, an empty object where it is absent or null.
[[nodiscard]] nlohmann::json Member(const nlohmann::json& object, const char* name);

// pkg/apis/core/validation/validation.go: validateNodeAffinity.
void CheckNodeAffinity(const nlohmann::json& affinity, Problems& problems);
// validatePodAntiAffinity.
void CheckPodAntiAffinity(const nlohmann::json& affinity, Problems& problems);

}  // namespace tenure::test
