#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/support/temporary_folder.h"

namespace tenure::test {

// A folder as the kubelet mounts a ConfigMap or a Secret into a pod
// (kubernetes/kubernetes, pkg/volume/util/atomic_writer.go): each file is a link
// through `..data`, which is swapped for one to a new folder.
class MountedVolume {
 public:
  using Files = std::map<std::string, std::string>;  // name to content

  MountedVolume(const std::string& name, const std::string& content) { Update({{name, content}}); }

  [[nodiscard]] std::filesystem::path Path(const std::string& name) const {
    return folder_.path() / name;
  }

  // All files at once; those that are no longer named are gone.
  void Update(const Files& files);

 private:
  TemporaryFolder folder_;
  int version_ = 0;
};

}  // namespace tenure::test
