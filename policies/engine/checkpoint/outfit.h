#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "policies/engine/checkpoint/placeholders.h"
#include "policies/engine/checkpoint/volume.h"
#include "policies/engine/subject.h"
#include "policies/language/checkpoint.h"

namespace tenure {

// What a strategy puts around the main container, each with its JSON.

struct WantedVolume {
  std::string name;
  std::string source;  // "persistentVolumeClaim"
  std::string what;    // of a claim its name, of a hostPath its path; else empty
  std::string json;
};

struct WantedMount {
  std::string volume;
  std::string path;
  bool is_part = false;
  std::string json;
};

struct WantedVariable {
  std::string name;
  std::string value;
  std::string field_path;  // empty: value counts
};

// A file's content travels in an annotation; the volume that shows it is of the
// downward API, so that no other object is needed.
struct WantedFile {
  std::string annotation;
  std::string content;
  std::string in_volume;  // its path there
};

// Something of the pod's own that stands where ours has to be.
struct Clash {
  std::string_view pattern;  // of the message; "{}" is the name
  std::string name;
  std::string path;  // JSON pointer
};

struct Outfit {
  std::vector<WantedVolume> volumes;
  std::vector<WantedMount> mounts;
  std::vector<WantedVariable> variables;
  std::vector<WantedFile> files;
  std::string init_container;  // JSON of what copies the binaries; empty: none is needed
  std::vector<Clash> clashes;
};

// The names of what Tenure adds to a pod.
namespace outfit {
inline constexpr std::string_view kClaimVolume = "tenure-checkpoint";
inline constexpr std::string_view kBinaries = "tenure-binaries";  // a volume and a container
inline constexpr std::string_view kFiles = "tenure-files";
inline constexpr std::string_view kHostFile = "tenure-host-";  // and a number
}  // namespace outfit

[[nodiscard]] Outfit OutfitFor(const Strategy& strategy, const CheckpointVolume& volume,
                               const Placeholders& known, const Subject& subject);

}  // namespace tenure
