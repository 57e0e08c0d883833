#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tenure::test {

// Policies as admins may write them: valid, with every section of the language
// there or not, in any combination; classes are called as PodGenerator's pods
// call them. The same seed gives the same policy.
class PolicyGenerator {
 public:
  explicit PolicyGenerator(std::uint32_t seed) : random_(seed) {}
  // YAML, for the reader.
  [[nodiscard]] std::string Next();

 private:
  [[nodiscard]] bool Chance(int percent);
  [[nodiscard]] std::string OneOf(const std::vector<std::string>& choices);
  // "  KEY: VALUE\n", or nothing.
  [[nodiscard]] std::string Maybe(int percent, const std::string& key, const std::string& value);
  // "[a, b]": each with that chance; never empty.
  [[nodiscard]] std::string Some(int percent, const std::vector<std::string>& choices);
  // The same as "{a, b}".
  [[nodiscard]] std::string SomeEntries(int percent, const std::vector<std::string>& choices);

  [[nodiscard]] std::string Class(int index);
  [[nodiscard]] std::string Matches(int index);
  [[nodiscard]] std::string Resource(const std::string& little, const std::string& much);
  [[nodiscard]] std::string Requirements();
  [[nodiscard]] std::string Placement();
  [[nodiscard]] std::string PlacementStep();
  [[nodiscard]] std::string Disruption();
  [[nodiscard]] std::string Checkpoint();
  [[nodiscard]] std::string Overrides();

  std::mt19937 random_;
  int classes_ = 1;
};

}  // namespace tenure::test
