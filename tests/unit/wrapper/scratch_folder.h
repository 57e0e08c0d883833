#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace tenure::wrapper {

// A folder of the test's own, gone with it.
class ScratchFolder : public testing::Test {
 protected:
  ScratchFolder() : dir_(testing::TempDir() + "wrapper-" + std::to_string(getpid())) {
    std::filesystem::remove_all(dir_);
    std::filesystem::create_directories(dir_);
  }
  ~ScratchFolder() override { std::filesystem::remove_all(dir_); }

  void Put(const std::string& path, const std::string& bytes) const {
    std::ofstream(dir_ + "/" + path, std::ios::binary) << bytes;
  }
  std::string Get(const std::string& path) const {
    std::ostringstream bytes;
    bytes << std::ifstream(dir_ + "/" + path, std::ios::binary).rdbuf();
    return bytes.str();
  }
  bool Exists(const std::string& path) const {
    return std::filesystem::exists(std::filesystem::symlink_status(dir_ + "/" + path));
  }

  std::string dir_;
};

}  // namespace tenure::wrapper
