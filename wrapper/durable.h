// Files and folders that survive a crash of the node: written, then synced,
// then named, then the folder of the name synced.
#pragma once

#include <string>
#include <string_view>

#include "wrapper/result.h"

namespace tenure::wrapper {

Result<std::string> ReadFile(const std::string& path);

// Replaces the file at once: readers see the old bytes or the new ones.
Result<> WriteDurably(const std::string& path, std::string_view bytes);

Result<> MakeFolders(const std::string& path);
Result<> SyncPath(const std::string& path);

// Every file of the folder, then the folder.
Result<> SyncTree(const std::string& folder);

Result<> RenameDurably(const std::string& from, const std::string& to);

// What is not there is removed already.
Result<> RemoveTree(const std::string& path);

// Bytes that an unprivileged writer may still use on the volume of `path`.
Result<unsigned long long> FreeSpace(const std::string& path);

}  // namespace tenure::wrapper
