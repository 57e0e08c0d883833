#include "wrapper/restore.h"

#include <sys/stat.h>
#include <unistd.h>

#include "wrapper/also_files.h"
#include "wrapper/compression.h"
#include "wrapper/durable.h"
#include "wrapper/event.h"

namespace tenure::wrapper {
namespace {

Result<> Rewind(const OpenFile& file) {
  struct stat now = {};
  if (stat(file.path.c_str(), &now) != 0) {
    return SystemFailure("the job had " + file.path +
                         " open, which is not here (name it in --also if it is not on a volume)");
  }
  const auto size = static_cast<unsigned long long>(now.st_size);
  if (size < file.size) {
    return Failure(file.path + " has " + std::to_string(size) + " bytes, and had " +
                   std::to_string(file.size) + " at the checkpoint");
  }
  if (size == file.size) return {};
  if (truncate(file.path.c_str(), static_cast<off_t>(file.size)) != 0) {
    return SystemFailure("cannot cut " + file.path + " back");
  }
  Event("rewound")
      .With("path", file.path)
      .With("from", static_cast<long long>(size))
      .With("to", static_cast<long long>(file.size))
      .Emit();
  return {};
}

}  // namespace

std::string RestoreWork(const std::string& dir) { return dir + "/restore"; }

std::string ImagesOf(const std::string& dir, int number, const Manifest& manifest) {
  return manifest.compressed ? RestoreWork(dir) + "/images" : Generations(dir).PathOf(number);
}

Result<> PrepareRestore(const std::string& dir, int number, const Manifest& manifest) {
  const Generations generations(dir);
  if (auto good = generations.Verify(number, manifest); !good) return good;
  const std::string work = RestoreWork(dir);
  if (auto removed = RemoveTree(work); !removed) return removed;
  if (auto made = MakeFolders(work); !made) return made;
  if (manifest.compressed) {
    auto plain = DecompressImages(generations.PathOf(number), ImagesOf(dir, number, manifest));
    if (!plain) return plain;
  }
  if (auto put = PutBackAlso(manifest.also, generations.PathOf(number) + "/also"); !put) return put;
  for (const OpenFile& file : manifest.open_files) {
    if (auto rewound = Rewind(file); !rewound) return rewound;
  }
  return {};
}

}  // namespace tenure::wrapper
