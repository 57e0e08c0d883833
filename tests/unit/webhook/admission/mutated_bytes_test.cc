// Recorded reviews with bytes changed, cut out and doubled: whatever comes in, there is a decision
// or a sentence about why there is none.
#include <gtest/gtest.h>

#include <random>
#include <string>

#include "policies/language/reader.h"
#include "tests/support/files.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/response.h"
#include "webhook/admission/review.h"

namespace tenure {
namespace {

class Mutator {
 public:
  std::string Mutate(std::string bytes) {
    const int edits = 1 + Below(4);
    for (int i = 0; i < edits && !bytes.empty(); ++i) Edit(bytes);
    return bytes;
  }

 private:
  int Below(std::size_t limit) {
    return static_cast<int>(std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_));
  }

  void Edit(std::string& bytes) {
    static constexpr std::string_view kTokens[] = {"null", "{}",     "[]",   "\"\"",
                                                   "-1",   "1e999",  "true", "9223372036854775808",
                                                   "\xff", "\\u0000"};
    const auto at = static_cast<std::size_t>(Below(bytes.size()));
    const auto length =
        std::min<std::size_t>(static_cast<std::size_t>(Below(40)), bytes.size() - at);
    switch (Below(4)) {
      case 0:
        bytes[at] = static_cast<char>(Below(256));
        break;
      case 1:
        bytes.erase(at, length);
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, length));
        break;
      default:
        bytes.replace(at, length, kTokens[Below(std::size(kTokens))]);
    }
  }

  std::mt19937 random_{20261121};
};

TEST(MutatedReviews, CrashNothing) {
  const Policy policy = ReadPolicyFile(DefaultPolicyText())->policy;
  Mutator mutator;
  JsonDocument document;
  int decided = 0;
  for (const auto& file : test::FilesEndingWith(test::DataPath("reviews"), ".json")) {
    const std::string bytes = test::ReadFile(file);
    for (int i = 0; i < 60; ++i) {
      auto review = DecodeReview(document, mutator.Mutate(bytes));
      if (!review) {
        EXPECT_FALSE(review.error().empty());
        continue;
      }
      if (review->unreadable) continue;
      std::string answer;
      AppendMutateResponse(answer, review->uid, DecideReview(policy, {}, *review), policy.hash);
      review->request.phase = Phase::kValidate;
      AppendValidateResponse(answer, review->uid, DecideReview(policy, {}, *review), policy.hash);
      ++decided;
    }
  }
  EXPECT_GT(decided, 100) << "the mutations are too coarse to get anywhere";
}

}  // namespace
}  // namespace tenure
