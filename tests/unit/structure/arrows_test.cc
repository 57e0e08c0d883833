// The folders use each other only the way docs/adr/0001-layout.md says. The
// build holds it for what is linked; this holds it for headers.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

using Arrows = std::map<std::string, std::set<std::string>>;

const std::set<std::string> kPolicies = {
    "policies/pod",       "policies/language", "policies/estimates", "policies/engine",
    "policies/mortality", "policies/workload", "policies/history"};

std::set<std::string> With(std::set<std::string> folders, const std::set<std::string>& more) {
  folders.insert(more.begin(), more.end());
  return folders;
}

const Arrows& Allowed() {
  static const Arrows kAllowed = {
      {"policies/pod", {}},
      {"policies/language", {"policies/pod"}},
      {"policies/estimates", {"policies/pod"}},
      {"policies/engine", {"policies/pod", "policies/language", "policies/estimates"}},
      {"policies/mortality",
       {"policies/pod", "policies/language", "policies/estimates", "policies/engine"}},
      {"policies/workload", {"policies/pod"}},
      {"policies/history", {"policies/pod", "policies/estimates", "http"}},
      {"http", {}},
      {"certs", {}},
      {"certs/rotation", {"certs", "http"}},
      {"webhook/admission", kPolicies},
      {"webhook/listener", {"policies/pod", "certs"}},
      {"webhook/server", With(kPolicies, {"webhook/admission", "webhook/listener", "certs"})},
      {"webhook/cli", With(kPolicies, {"webhook/admission", "webhook/listener", "webhook/server",
                                       "certs", "certs/rotation", "http"})},
      {"wrapper", {}},
  };
  return kAllowed;
}

// The innermost folder of the table that a path is in; empty: none.
std::string FolderOf(const std::string& path) {
  std::string innermost;
  for (const auto& [folder, uses] : Allowed()) {
    if (path.starts_with(folder + "/") && folder.size() > innermost.size()) innermost = folder;
  }
  return innermost;
}

bool IsSource(const fs::path& path) {
  return path.extension() == ".h" || path.extension() == ".cc";
}

void CheckFile(const fs::path& path, const std::string& folder) {
  static const std::regex kInclude("^#include \"([^\"]+)\"");
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    std::smatch match;
    if (!std::regex_search(line, match, kInclude)) continue;
    const std::string used = FolderOf(match[1]);
    if (used.empty() || used == folder) continue;
    EXPECT_TRUE(Allowed().at(folder).contains(used))
        << path << " includes " << match[1] << ", but " << folder << " may not use " << used;
  }
}

TEST(Structure, ArrowsPointOneWay) {
  int files = 0;
  for (const auto& [folder, uses] : Allowed()) {
    const fs::path root = fs::path(TENURE_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      const std::string path = entry.path().lexically_relative(TENURE_SOURCE_DIR);
      if (!IsSource(path) || FolderOf(path) != folder) continue;
      CheckFile(entry.path(), folder);
      ++files;
    }
  }
  EXPECT_GT(files, 100) << "looked in the wrong place";
}

// The probe port is on cpp-httplib, and nothing else.
TEST(Structure, OneFileKnowsTheHttpLibrary) {
  std::set<std::string> files;
  for (const char* folder : {"policies", "certs", "webhook"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(TENURE_SOURCE_DIR) / folder)) {
      if (!IsSource(entry.path())) continue;
      std::ifstream in(entry.path());
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      if (text.find("#include <httplib.h>") != std::string::npos) {
        files.insert(entry.path().filename());
      }
    }
  }
  EXPECT_EQ(files.size(), 1U) << testing::PrintToString(files);
}

}  // namespace
