#include "tests/e2e/driver/written_down.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/e2e/driver/client.h"
#include "tests/support/files.h"

namespace tenure::test {
namespace {

using Json = nlohmann::json;

// The patch in the clear.
Json Comparable(Json response, const std::string& policy) {
  response.erase("uid");
  const std::string patch = PatchOf(response);
  if (!patch.empty()) response["patch"] = Json::parse(patch);
  std::string text = std::regex_replace(response.dump(), std::regex(policy), "POLICY");
  text = std::regex_replace(text, std::regex(R"(version\\\\?":\\\\?"[0-9.]+)"),
                            R"(version\":\"VERSION)");
  return Json::parse(text);
}

}  // namespace

void ExpectWrittenDown(const Json& response, const std::string& policy, const std::string& name) {
  const Json answer = Comparable(response, policy);
  const auto expected = DataPath("expected") / name;
  if (std::getenv("TENURE_UPDATE_EXPECTED") != nullptr) {
    std::filesystem::create_directories(expected.parent_path());
    std::ofstream(expected) << answer.dump(1) << '\n';
  }
  ASSERT_TRUE(std::filesystem::exists(expected)) << "run with TENURE_UPDATE_EXPECTED=1";
  const Json wanted = Json::parse(ReadFile(expected));
  EXPECT_EQ(answer, wanted) << "the difference, as a patch of what is expected:\n"
                            << Json::diff(wanted, answer).dump(1);
}

}  // namespace tenure::test
