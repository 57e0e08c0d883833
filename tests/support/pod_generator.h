#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>

namespace tenure::test {

// Pods as users, controllers and other webhooks may make them: every part that
// decisions read is there, absent, empty or odd, in any combination. The same
// seed gives the same pod.
class PodGenerator {
 public:
  explicit PodGenerator(std::uint32_t seed) : random_(seed) {}
  [[nodiscard]] nlohmann::json Next();

 private:
  [[nodiscard]] bool Chance(int percent);
  template <typename T>
  [[nodiscard]] T OneOf(std::initializer_list<T> choices);
  [[nodiscard]] nlohmann::json Metadata();
  [[nodiscard]] nlohmann::json Annotations();
  [[nodiscard]] nlohmann::json Resources();
  [[nodiscard]] nlohmann::json Container(const std::string& name);
  [[nodiscard]] nlohmann::json Tolerations();
  [[nodiscard]] nlohmann::json Affinity();
  void AddPriority(nlohmann::json& spec);
  void AddOddities(nlohmann::json& spec);

  std::mt19937 random_;
};

}  // namespace tenure::test
