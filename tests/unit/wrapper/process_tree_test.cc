#include "wrapper/process_tree.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <functional>
#include <thread>

#include "tests/unit/wrapper/scratch_folder.h"
#include "wrapper/file_descriptor.h"

namespace tenure::wrapper {
namespace {

using testing::Contains;
using testing::Field;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAreArray;

// A process that waits until it is ended, and is ended when the test is.
class Sleeper {
 public:
  explicit Sleeper(const std::function<void()>& first = [] {}) : pid_(fork()) {
    if (pid_ != 0) return;
    first();
    for (;;) pause();
  }
  ~Sleeper() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Sleeper(const Sleeper&) = delete;
  Sleeper& operator=(const Sleeper&) = delete;

  pid_t pid() const { return pid_; }
  void StopItself() const {
    kill(pid_, SIGSTOP);
    waitpid(pid_, nullptr, WUNTRACED);
  }
  char State() const { return TreeOf(pid_).at(0).state; }

 private:
  pid_t pid_;
};

// A sanitizer has threads of its own in it.
std::vector<int> ThreadsOf(pid_t pid) {
  std::vector<int> threads;
  const auto tasks = "/proc/" + std::to_string(pid) + "/task";
  for (const auto& task : std::filesystem::directory_iterator(tasks)) {
    threads.push_back(std::stoi(task.path().filename()));
  }
  return threads;
}

void WaitUntil(const std::function<bool()>& condition) {
  for (int i = 0; i < 1000 && !condition(); ++i) usleep(10000);
}

TEST(ProcessTree, HoldsChildrenAndTheirs) {
  const Sleeper parent([] {
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      for (;;) pause();
    }
  });
  WaitUntil([&] { return TreeOf(parent.pid()).size() == 2; });
  const auto tree = TreeOf(parent.pid());
  ASSERT_EQ(tree.size(), 2U);
  EXPECT_EQ(tree[0].pid, parent.pid());
  EXPECT_EQ(tree[1].parent, parent.pid());
  KillAll(tree);
}

TEST(ProcessTree, OfAProcessThatIsGoneIsEmpty) {
  pid_t gone = 0;
  {
    const Sleeper sleeper;
    gone = sleeper.pid();
  }
  EXPECT_THAT(TreeOf(gone), IsEmpty());
}

TEST(ProcessTree, ANameWithBracketsAndSpacesIsNoTrouble) {
  const Sleeper sleeper([] { prctl(PR_SET_NAME, ") R 1 (x"); });
  WaitUntil([&] { return sleeper.State() == 'S'; });
  const auto tree = TreeOf(sleeper.pid());
  ASSERT_EQ(tree.size(), 1U);
  EXPECT_EQ(tree[0].parent, getpid());
}

TEST(ProcessTree, IdsAreThoseOfThreadsGroupsAndSessionsToo) {
  const Sleeper sleeper([] {
    setsid();
    static std::thread another([] { pause(); });
  });
  std::vector<int> ids;
  WaitUntil([&] {
    ids = IdsOf(TreeOf(sleeper.pid()));
    return ids.size() >= 2 && ids.size() == ThreadsOf(sleeper.pid()).size();
  });
  EXPECT_THAT(ids, Contains(sleeper.pid())) << "process, group and session are one id";
  EXPECT_THAT(ids, UnorderedElementsAreArray(ThreadsOf(sleeper.pid())));
  EXPECT_GE(ids.size(), 2U) << "the thread's, too";
}

TEST(ProcessTree, MemoryIsWhatADumpSaves) {
  constexpr size_t kSize = 32 << 20;
  const Sleeper sleeper([] {
    void* memory = mmap(nullptr, kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(memory, 1, kSize);
  });
  WaitUntil([&] { return MemoryOf(TreeOf(sleeper.pid())) >= kSize; });
  EXPECT_GE(MemoryOf(TreeOf(sleeper.pid())), kSize);
}

TEST(ProcessTree, WhatADumpStoppedGoesOn) {
  const Sleeper sleeper;
  sleeper.StopItself();
  Continue(TreeOf(sleeper.pid()));
  WaitUntil([&] { return sleeper.State() != 'T'; });
  EXPECT_NE(sleeper.State(), 'T');
}

TEST(ProcessTree, WhatWasStoppedBeforeStaysStopped) {
  const Sleeper sleeper;
  sleeper.StopItself();
  const auto before = TreeOf(sleeper.pid());
  Continue(before, before);
  EXPECT_EQ(sleeper.State(), 'T');
}

using OpenFiles = ScratchFolder;

TEST_F(OpenFiles, DeletedOnesAndThoseForReadingAreNotRewound) {
  for (const char* name : {"written", "read", "deleted"}) Put(name, "12345");
  const FileDescriptor written(open((dir_ + "/written").c_str(), O_RDWR));
  const FileDescriptor read_only(open((dir_ + "/read").c_str(), O_RDONLY));
  const FileDescriptor deleted(open((dir_ + "/deleted").c_str(), O_WRONLY));
  std::filesystem::remove(dir_ + "/deleted");
  const auto files = FilesWrittenBy(TreeOf(getpid()));
  EXPECT_THAT(files, Contains(OpenFile{.path = dir_ + "/written", .size = 5}));
  EXPECT_THAT(files, Not(Contains(Field(&OpenFile::path, dir_ + "/read"))));
  EXPECT_THAT(files, Not(Contains(Field(&OpenFile::path, testing::HasSubstr("deleted")))));
}

TEST_F(OpenFiles, AnotherFileUnderTheNameIsNotTakenForIt) {
  Put("log", "12345");
  const FileDescriptor log(open((dir_ + "/log").c_str(), O_WRONLY));
  std::filesystem::rename(dir_ + "/log", dir_ + "/log.1");
  Put("log", "new");
  EXPECT_THAT(FilesWrittenBy(TreeOf(getpid())),
              Contains(OpenFile{.path = dir_ + "/log.1", .size = 5}));
}

TEST_F(OpenFiles, AreListedOnceHoweverOftenTheyAreOpen) {
  Put("log", "12345");
  const FileDescriptor one(open((dir_ + "/log").c_str(), O_WRONLY));
  const FileDescriptor two(open((dir_ + "/log").c_str(), O_WRONLY));
  const auto files = FilesWrittenBy(TreeOf(getpid()));
  EXPECT_EQ(std::count(files.begin(), files.end(), OpenFile{.path = dir_ + "/log", .size = 5}), 1);
}

}  // namespace
}  // namespace tenure::wrapper
