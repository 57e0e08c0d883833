#include "wrapper/process.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/wait.h>

#include "tests/unit/wrapper/scratch_folder.h"
#include "wrapper/durable.h"

namespace tenure::wrapper {
namespace {

using testing::HasSubstr;

constexpr int kAnyId = 0;

sigset_t NoSignals() {
  sigset_t none;
  sigemptyset(&none);
  return none;
}

int StatusOf(pid_t pid) {
  int status = 0;
  EXPECT_EQ(waitpid(pid, &status, 0), pid);
  return status;
}

TEST(ExitStatus, IsTheShellsConvention) {
  EXPECT_EQ(ExitStatus(W_EXITCODE(0, 0)), 0);
  EXPECT_EQ(ExitStatus(W_EXITCODE(7, 0)), 7);
  EXPECT_EQ(ExitStatus(W_EXITCODE(0, SIGKILL)), 137);
  EXPECT_EQ(ExitStatus(W_EXITCODE(0, SIGSEGV) | 0x80), 139) << "with a core dump";
}

TEST(StartJob, SaysWhatShellsSayOfACommandThatCannotRun) {
  const auto absent = StartJob({"/no/such"}, kAnyId, NoSignals());
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().status, 127);
  EXPECT_THAT(absent.error().message, HasSubstr("/no/such: No such file or directory"));
  const auto forbidden = StartJob({"/etc/passwd"}, kAnyId, NoSignals());
  ASSERT_FALSE(forbidden);
  EXPECT_EQ(forbidden.error().status, 126);
}

TEST(StartJob, LeadsASessionOfItsOwn) {
  const auto job =
      StartJob({"sh", "-c", "[ $(cut -d' ' -f6 /proc/$$/stat) = $$ ]"}, kAnyId, NoSignals());
  ASSERT_TRUE(job);
  EXPECT_EQ(StatusOf(*job), 0);
}

TEST(StartJob, ProcessIdThatIsTakenIsNoObstacle) {
  const auto job = StartJob({"true"}, getpid(), NoSignals());
  ASSERT_TRUE(job);
  EXPECT_NE(*job, getpid());
  EXPECT_EQ(StatusOf(*job), 0);
}

TEST(StartJob, HasTheSignalMaskItIsGiven) {
  sigset_t mask = NoSignals();
  sigaddset(&mask, SIGUSR1);
  const auto job =
      StartJob({"grep", "-q", "SigBlk:\t0000000000000200", "/proc/self/status"}, kAnyId, mask);
  ASSERT_TRUE(job);
  EXPECT_EQ(StatusOf(*job), 0);
}

TEST(Run, GivesTheExitStatus) {
  EXPECT_EQ(*wrapper::Run({"sh", "-c", "exit 5"}), 5);
  EXPECT_EQ(*wrapper::Run({"sh", "-c", "kill -TERM $$"}), 128 + SIGTERM);
  EXPECT_THAT(wrapper::Run({"/no/such"}).error(), HasSubstr("cannot run /no/such"));
}

TEST(Worker, SaysHowItEnded) {
  const auto good = StartWorker([] { return Result<>(); });
  ASSERT_TRUE(good);
  EXPECT_TRUE(OutcomeOf(*good, StatusOf(good->pid)));

  const auto bad = StartWorker([] { return Result<>(Failure("the disk is full")); });
  ASSERT_TRUE(bad);
  EXPECT_EQ(OutcomeOf(*bad, StatusOf(bad->pid)).error(), "the disk is full");

  const auto killed = StartWorker([]() -> Result<> {
    raise(SIGKILL);
    return {};
  });
  ASSERT_TRUE(killed);
  EXPECT_EQ(OutcomeOf(*killed, StatusOf(killed->pid)).error(), "was ended by SIGKILL");
}

TEST(Worker, LongErrorsAreCutNotLost) {
  const auto worker = StartWorker([] { return Result<>(Failure(std::string(1 << 20, 'x'))); });
  ASSERT_TRUE(worker);
  EXPECT_EQ(OutcomeOf(*worker, StatusOf(worker->pid)).error(), std::string(4096, 'x'));
}

TEST(StepAside, NextIdsAreNoneOfThoseThatAreNeeded) {
  const pid_t next = fork();
  if (next == 0) _exit(0);
  waitpid(next, nullptr, 0);
  std::vector<int> needed;
  for (int id = next; id < next + 20; ++id) needed.push_back(id);
  StepAsideFor(needed);
  const pid_t after = fork();
  if (after == 0) _exit(0);
  waitpid(after, nullptr, 0);
  EXPECT_THAT(needed, testing::Not(testing::Contains(after)));
}

}  // namespace
}  // namespace tenure::wrapper
