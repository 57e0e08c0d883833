// Any review of a pod's creation: what is decided makes a patch that applies, and the pod that it
// makes is changed no more.
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "policies/pod/patch.h"
#include "tests/support/decide.h"
#include "tests/support/strict_patch.h"
#include "webhook/admission/decide.h"
#include "webhook/admission/review.h"

namespace {

using Json = nlohmann::json;

void Require(bool condition) {
  if (!condition) std::abort();
}

// The patch of the mutating webhook; empty as well where there is nothing to decide.
std::string PatchFor(const Json& review) {
  const std::string text = review.dump();
  tenure::JsonDocument document;
  auto decoded = tenure::DecodeReview(document, text);
  if (!decoded || decoded->unreadable) return {};
  decoded->request.phase = tenure::Phase::kMutate;
  const auto decision = tenure::DecideReview(tenure::test::DefaultPolicy(), {}, *decoded);
  return tenure::JsonPatch(decision.changes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  tenure::JsonDocument document;
  if (!document.Parse(bytes)) return 0;  // bounds the depth, which printing recurses by
  // Parsed and printed again: of keys that are there twice, both sides see the same one.
  Json review = Json::parse(bytes, nullptr, false);
  if (review.is_discarded()) return 0;
  const std::string patch = PatchFor(review);
  if (patch.empty()) return 0;
  const auto patched = tenure::test::ApplyStrictly(review["request"]["object"], patch);
  Require(patched.has_value());
  review["request"]["object"] = *patched;
  Require(PatchFor(review).empty());
  return 0;
}
