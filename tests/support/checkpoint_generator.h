#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>

namespace tenure::test {

// Gives generated pods what concerns checkpoints, in any combination: the
// annotations, claims and mounts, wrappers that are there already, privileges,
// owners, names that clash. The same seed does the same to the same pod.
class CheckpointGenerator {
 public:
  explicit CheckpointGenerator(std::uint32_t seed) : random_(seed) {}
  void AddTo(nlohmann::json& pod);

 private:
  [[nodiscard]] bool Chance(int percent);
  template <typename T>
  [[nodiscard]] T OneOf(std::initializer_list<T> choices);
  void AddAnnotations(nlohmann::json& metadata);
  void AddOrigin(nlohmann::json& metadata);
  void AddWrapper(nlohmann::json& container);
  void AddMounts(nlohmann::json& container);
  void AddSecurityContext(nlohmann::json& container);
  void AddVolumes(nlohmann::json& spec);

  std::mt19937 random_;
};

}  // namespace tenure::test
