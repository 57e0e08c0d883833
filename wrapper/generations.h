// The checkpoints of one job, numbered, in its folder:
//
//   DIR/7/        a generation: CRIU's images, manifest, dump.log
//   DIR/8.tmp/    one being written; worth nothing
//   DIR/current   a symlink to the newest; for people, never trusted
//
// A generation has its name only when every byte of it is on the disk, so a
// crash at any moment leaves the ones before it as they were.
#pragma once

#include <string>
#include <vector>

#include "wrapper/manifest.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

class Generations {
 public:
  explicit Generations(std::string dir) : dir_(std::move(dir)) {}

  // Newest first.
  Result<std::vector<int>> List() const;
  std::string PathOf(int number) const { return dir_ + "/" + std::to_string(number); }

  // Makes the empty N.tmp of the next generation, and clears away older ones.
  Result<int> Begin() const;
  std::string DraftOf(int number) const { return PathOf(number) + ".tmp"; }

  // Sums, manifest, sync, rename, current. Afterwards the draft is generation `number`.
  Result<Manifest> Commit(int number, Manifest manifest) const;

  Result<Manifest> Read(int number) const;

  // Whether every image is there with the bytes that were written.
  Result<> Verify(int number, const Manifest& manifest) const;

  // All but the newest `keep`; failures only cost space.
  Result<> Prune(int keep) const;
  Result<> RemoveAll() const;

 private:
  std::string dir_;
};

}  // namespace tenure::wrapper
