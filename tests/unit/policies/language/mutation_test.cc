// The reader ends, and says something sensible, whatever the bytes are. The
// libFuzzer target tests/fuzz/policy_fuzz.cc looks further.

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/policies/language/policy_files.h"
#include "tests/unit/policies/language/policy_texts.h"

namespace tenure {
namespace {

class Mutator {
 public:
  explicit Mutator(std::vector<std::string> seeds) : seeds_(std::move(seeds)) {}

  std::string Next() {
    std::string text = seeds_[Below(seeds_.size())];
    for (std::size_t times = 1 + Below(4); times > 0; --times) Mutate(text);
    return text;
  }

 private:
  std::size_t Below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  // What YAML and the language give a meaning to, and what they do not.
  std::string Token() {
    static const std::vector<std::string> kTokens = {"{",
                                                     "}",
                                                     "[",
                                                     "]",
                                                     ":",
                                                     ",",
                                                     "-",
                                                     "?",
                                                     "|",
                                                     ">",
                                                     "&a ",
                                                     "*a",
                                                     "!!int ",
                                                     "'",
                                                     "\"",
                                                     "#",
                                                     "\n",
                                                     "\t",
                                                     "  ",
                                                     "---\n",
                                                     "...\n",
                                                     "%YAML 1.1\n",
                                                     "<<: ",
                                                     "~",
                                                     "yes",
                                                     "012",
                                                     "1e999",
                                                     "\\",
                                                     "1.5x",
                                                     "p95",
                                                     "64Gi",
                                                     "-1",
                                                     "\xff",
                                                     "\xc3",
                                                     std::string(1, '\0'),
                                                     "name: long\n",
                                                     "{}",
                                                     "[]"};
    return kTokens[Below(kTokens.size())];
  }

  void Mutate(std::string& text) {
    const std::size_t at = Below(text.size() + 1);
    switch (Below(5)) {
      case 0:
        text.insert(at, Token());
        return;
      case 1:
        text.erase(at, Below(30));
        return;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(Below(256));
        return;
      case 3:
        text.insert(at, text.substr(Below(text.size() + 1), Below(200)));
        return;
      default:
        text.resize(at);
        return;
    }
  }

  std::vector<std::string> seeds_;
  std::mt19937 random_{20241112};
};

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds = {std::string(DefaultPolicyText())};
  for (const char* folder : {"bad", "good"}) {
    for (const auto& file : PolicyFiles(folder)) {
      std::string text = FileText(file);
      if (text.size() < 10'000) seeds.push_back(std::move(text));
    }
  }
  return seeds;
}

TEST(Mutation, NeverCrashesAndAlwaysSaysWhatIsWrong) {
  Mutator mutator(Seeds());
  constexpr int kRounds = 4'000;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = mutator.Next();
    const auto read = ReadPolicyFile(text);
    if (read) continue;
    ASSERT_FALSE(read.error().empty()) << text;
    for (const PolicyError& error : read.error()) {
      ASSERT_FALSE(error.message.empty()) << text;
      const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
      ASSERT_LE(error.line, lines) << error.Text("policy.yaml") << '\n' << text;
    }
  }
}

}  // namespace
}  // namespace tenure
