// Getting one generation ready to be restored.
#pragma once

#include <string>

#include "wrapper/generations.h"
#include "wrapper/result.h"

namespace tenure::wrapper {

// Where CRIU finds the images: the generation, or its uncompressed copy.
std::string ImagesOf(const std::string& dir, int number, const Manifest& manifest);

// The folder for CRIU's log and, when compressed, the uncompressed images.
std::string RestoreWork(const std::string& dir);

// Runs as a worker: checks every byte, uncompresses, puts the files of --also
// back, and cuts the job's open files to where they were at the checkpoint.
Result<> PrepareRestore(const std::string& dir, int number, const Manifest& manifest);

}  // namespace tenure::wrapper
