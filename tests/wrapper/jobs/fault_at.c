/* fault_at N kill|ENOSPC|EIO PREFIX COMMAND…: runs COMMAND and, at the N-th system call of it
 * and its children that changes what is below PREFIX, kills the lot (as a node's crash would)
 * or lets the call fail. Afterwards $FAULT_AT_COUNT is a file with the count of such calls.
 * Ends with 66 when tenure-wrap makes a call of which this program does not know what it does. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kPids = 1 << 16 };
static unsigned char faulty[kPids];
static const char* prefix;

static int path_below(pid_t pid, unsigned long long address) {
  char path[PATH_MAX] = "";
  struct iovec here = {path, sizeof path - 1};
  struct iovec there = {(void*)address, sizeof path - 1};
  ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
  if (got < 0) { /* the page after the string is not mapped */
    there.iov_len = here.iov_len = 4096 - address % 4096;
    process_vm_readv(pid, &here, 1, &there, 1, 0);
  }
  return strncmp(path, prefix, strlen(prefix)) == 0 || path[0] != '/';
}

static int descriptor_below(pid_t pid, unsigned long long fd) {
  char link[64], path[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/%d/fd/%llu", pid, fd);
  return readlink(link, path, sizeof path - 1) > 0 && strncmp(path, prefix, strlen(prefix)) == 0;
}

/* What else tenure-wrap calls. Another call is to be looked at before it is added to either list. */
static int changes_no_file(unsigned long long call) {
  static const short known[] = {
      SYS_read, SYS_close, SYS_poll, SYS_lseek, SYS_mmap, SYS_mprotect, SYS_munmap, SYS_brk,
      SYS_mremap, SYS_madvise, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigreturn, SYS_pread64,
      SYS_access, SYS_dup, SYS_dup2, SYS_getpid, SYS_gettid, SYS_tgkill, SYS_clone, SYS_clone3,
      SYS_vfork, SYS_fork, SYS_execve, SYS_wait4, SYS_kill, SYS_uname, SYS_fcntl, SYS_flock,
      SYS_readlink, SYS_readlinkat, SYS_setsid, SYS_statfs, SYS_prctl, SYS_arch_prctl, SYS_futex,
      SYS_getdents64, SYS_set_tid_address, SYS_clock_nanosleep, SYS_exit_group, SYS_newfstatat,
      SYS_fstat, SYS_stat, SYS_lstat, SYS_set_robust_list, SYS_signalfd4, SYS_pipe2, SYS_prlimit64,
      SYS_getrandom, SYS_rseq, SYS_restart_syscall, SYS_clock_gettime, SYS_sysinfo, SYS_ioctl,
      SYS_fadvise64};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (call == (unsigned long long)known[i]) return 1;
  }
  return 0;
}

static int is_the_wrapper(pid_t pid) {
  char link[64], path[PATH_MAX] = "";
  snprintf(link, sizeof link, "/proc/%d/exe", pid);
  return readlink(link, path, sizeof path - 1) > 0 && strstr(path, "/tenure-wrap") != NULL;
}

static void complain_of(unsigned long long call) {
  fprintf(stderr, "fault_at: does tenure-wrap's system call %llu change a file?\n", call);
  exit(66);
}

static int changes_something(pid_t pid, const struct user_regs_struct* regs) {
  switch (regs->orig_rax) {
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_fsync: case SYS_ftruncate:
    case SYS_sendfile: case SYS_fchmod: case SYS_fallocate:
      return descriptor_below(pid, regs->rdi);
    case SYS_copy_file_range:
      return descriptor_below(pid, regs->rdx);
    case SYS_openat:
      return (regs->rdx & O_CREAT) != 0 && path_below(pid, regs->rsi);
    case SYS_open:
      return (regs->rsi & O_CREAT) != 0 && path_below(pid, regs->rdi);
    case SYS_rename: case SYS_mkdir: case SYS_unlink: case SYS_rmdir: case SYS_truncate:
    case SYS_chmod: case SYS_lchown:
      return path_below(pid, regs->rdi);
    case SYS_symlink: case SYS_unlinkat: case SYS_mkdirat: case SYS_fchmodat:
      return path_below(pid, regs->rsi);
    default:
      if (!changes_no_file(regs->orig_rax) && is_the_wrapper(pid)) complain_of(regs->orig_rax);
      return 0;
  }
}

static int on_entry(pid_t pid, int* calls, int at, int error) {
  struct user_regs_struct regs;
  ptrace(PTRACE_GETREGS, pid, 0, &regs);
  if (!changes_something(pid, &regs)) return 0;
  ++*calls;
  if (*calls != at) return 0;
  if (error == 0) return 1;
  regs.orig_rax = (unsigned long long)-1; /* no call at all */
  ptrace(PTRACE_SETREGS, pid, 0, &regs);
  faulty[pid % kPids] = 1;
  return 0;
}

static void on_exit_of_call(pid_t pid, int error) {
  if (!faulty[pid % kPids]) return;
  faulty[pid % kPids] = 0;
  struct user_regs_struct regs;
  ptrace(PTRACE_GETREGS, pid, 0, &regs);
  regs.rax = (unsigned long long)-error;
  ptrace(PTRACE_SETREGS, pid, 0, &regs);
}

static int follow(pid_t root, int at, int error, int* calls) {
  for (;;) {
    int status = 0;
    const pid_t pid = waitpid(-1, &status, __WALL);
    if (pid < 0) return 1;
    if (pid == root && (WIFEXITED(status) || WIFSIGNALED(status))) {
      return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    if (!WIFSTOPPED(status)) continue;
    const int signal = WSTOPSIG(status);
    int deliver = 0;
    if (signal == (SIGTRAP | 0x80)) {
      struct __ptrace_syscall_info info = {0};
      ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info);
      if (info.op == PTRACE_SYSCALL_INFO_EXIT) on_exit_of_call(pid, error);
      if (info.op == PTRACE_SYSCALL_INFO_ENTRY && on_entry(pid, calls, at, error)) {
        kill(root, SIGKILL); /* and its children with it, this call undone */
        continue;
      }
    } else if (status >> 16 == 0 && signal != SIGSTOP) {
      deliver = signal;
    }
    ptrace(PTRACE_SYSCALL, pid, 0, deliver);
  }
}

int main(int argc, char** argv) {
  if (argc < 5) return 64;
  const int at = atoi(argv[1]);
  const int error = strcmp(argv[2], "ENOSPC") == 0 ? ENOSPC : strcmp(argv[2], "EIO") == 0 ? EIO : 0;
  prefix = argv[3];
  const pid_t root = fork();
  if (root == 0) {
    ptrace(PTRACE_TRACEME, 0, 0, 0);
    raise(SIGSTOP);
    execvp(argv[4], argv + 4);
    _exit(127);
  }
  waitpid(root, NULL, 0);
  ptrace(PTRACE_SETOPTIONS, root, 0,
         PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE |
             PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL);
  ptrace(PTRACE_SYSCALL, root, 0, 0);
  int calls = 0;
  const int status = follow(root, at, error, &calls);
  FILE* count = fopen(getenv("FAULT_AT_COUNT"), "w");
  if (count == NULL || fprintf(count, "%d\n", calls) < 0 || fclose(count) != 0) return 65;
  return status;
}
