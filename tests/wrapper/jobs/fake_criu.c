/* Stands in for CRIU where faults are injected: dump writes two images, restore starts a
 * job at the process id that was dumped, which says what the images held and ends.
 * The content of a dump is the folder's name, "1.tmp". FAKE_CRIU_FAIL=dump|restore fails;
 * while the file FAKE_CRIU_WAIT exists, a dump is not done. */
#define _GNU_SOURCE
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char* value_of(char** argv, const char* name) {
  for (; argv[0] != NULL; argv++) {
    if (strcmp(argv[0], name) == 0) return argv[1];
  }
  return "";
}

static int put(const char* name, const char* text) {
  FILE* file = fopen(name, "w");
  return file == NULL || fputs(text, file) < 0 || fclose(file) != 0;
}

static int dump(const char* pid, const char* images) {
  const char* wait = getenv("FAKE_CRIU_WAIT");
  while (wait != NULL && access(wait, F_OK) == 0) usleep(10000);
  return put("pid.img", pid) || put("pages-1.img", strrchr(images, '/') + 1);
}

static int restore(void) {
  char content[4096] = "";
  int pid = 0;
  FILE* file = fopen("pid.img", "r");
  if (file == NULL || fscanf(file, "%d", &pid) != 1) return 1;
  file = fopen("pages-1.img", "r");
  if (file == NULL || fgets(content, sizeof content, file) == NULL) return 1;
  struct clone_args args = {.flags = CLONE_PARENT, .set_tid = (uintptr_t)&pid, .set_tid_size = 1};
  const long child = syscall(SYS_clone3, &args, sizeof args);
  if (child != 0) return child < 0;
  printf("restored %s\n", content);
  fflush(stdout);
  _exit(0);
}

int main(int argc, char** argv) {
  const char* fail = getenv("FAKE_CRIU_FAIL");
  if (argc < 2 || chdir(value_of(argv, "--images-dir")) != 0) return 2;
  if (fail != NULL && strcmp(fail, argv[1]) == 0) return 1;
  return strcmp(argv[1], "dump") == 0 ? dump(value_of(argv, "--tree"), value_of(argv, "--images-dir")) : restore();
}
