// The processes of a job, as /proc tells them.
#pragma once

#include <string>
#include <vector>

#include "wrapper/manifest.h"

namespace tenure::wrapper {

struct Process {
  int pid = 0;
  int parent = 0;
  int group = 0;
  int session = 0;
  char state = '?';  // proc(5): R, S, D, T (stopped), Z …
};

// The process and all that descend from it; empty when it is gone.
std::vector<Process> TreeOf(int root);

// Every id that a restore needs free: processes, threads, groups, sessions.
std::vector<int> IdsOf(const std::vector<Process>& tree);

// Regular files that are open for writing and still have a name, once each.
std::vector<OpenFile> FilesWrittenBy(const std::vector<Process>& tree);

// Bytes that a dump must save: private and shared memory, without file pages.
unsigned long long MemoryOf(const std::vector<Process>& tree);

// Lets go on what a dump has stopped; those in `stopped_before` stay stopped.
void Continue(const std::vector<Process>& tree, const std::vector<Process>& stopped_before = {});

void KillAll(const std::vector<Process>& tree);

}  // namespace tenure::wrapper
