/* counter N MEGABYTES [STATUS [DELAY_MS [FILE [END]]]]: counts to N, or until the file END is
 * there, its state only in memory, on standard output or at the end of FILE; every byte of a
 * filled buffer is checked at the end, to prove that memory came back. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static unsigned char expected(size_t i) { return (unsigned char)(i * 31 + 7); }

int main(int argc, char** argv) {
  const int last = argc > 1 ? atoi(argv[1]) : 30;
  const size_t size = (size_t)(argc > 2 ? atoi(argv[2]) : 16) << 20;
  const int status = argc > 3 ? atoi(argv[3]) : 0;
  const useconds_t delay = (useconds_t)(argc > 4 ? atoi(argv[4]) : 1000) * 1000;
  unsigned char* memory = malloc(size);
  if (memory == NULL) return 8;
  if (argc > 5 && freopen(argv[5], "a", stdout) == NULL) return 8;
  for (size_t i = 0; i < size; i++) memory[i] = expected(i);
  setvbuf(stdout, NULL, _IOLBF, 0);
  for (int count = 1; count <= last; count++) {
    printf("count %d\n", count);
    usleep(delay);
    if (argc > 6 && access(argv[6], F_OK) == 0) break;
  }
  size_t bad = 0;
  for (size_t i = 0; i < size; i++) bad += memory[i] != expected(i);
  printf("done, %zu bad bytes\n", bad);
  return bad == 0 ? status : 9;
}
