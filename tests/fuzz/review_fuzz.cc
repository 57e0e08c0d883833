// Any bytes as a review: never a crash, never a hang, and a patch of what was decided that can be
// made.
#include <cstdint>
#include <string>
#include <string_view>

#include "policies/language/reader.h"
#include "policies/pod/patch.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/response.h"
#include "webhook/admission/review.h"

namespace {

const tenure::Policy& DefaultPolicy() {
  static const auto kRead = tenure::ReadPolicyFile(tenure::DefaultPolicyText());
  return kRead->policy;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tenure::JsonDocument document;
  auto review =
      tenure::DecodeReview(document, std::string_view(reinterpret_cast<const char*>(data), size));
  if (!review || review->unreadable) return 0;
  std::string out;
  for (const auto phase : {tenure::Phase::kMutate, tenure::Phase::kValidate}) {
    review->request.phase = phase;
    const auto decision = tenure::DecideReview(DefaultPolicy(), {}, *review);
    if (phase == tenure::Phase::kMutate) {
      tenure::AppendMutateResponse(out, review->uid, decision, "hash");
    } else {
      tenure::AppendValidateResponse(out, review->uid, decision, "hash");
    }
  }
  return 0;
}
