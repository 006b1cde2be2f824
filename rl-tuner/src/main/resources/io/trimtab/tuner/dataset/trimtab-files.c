/*
 * Works on files.
 *   trimtab-files pread  FILE none|random|direct BLOCK_BYTES THREADS [PER_SECOND]
 *   trimtab-files map    FILE none|random|sequential THREADS [PER_SECOND]
 *   trimtab-files scan   FILE BLOCK_BYTES [PER_SECOND]
 *   trimtab-files create DIRECTORY BYTES none|some|sync [PER_SECOND]
 * pread reads at random places, map touches pages of a mapping (at random, or in order if it is advised
 * so), scan reads in blocks from the start and drops the file from the cache when it is through, create makes
 * small files, removes the oldest, and syncs each, the file system after some, or none. PER_SECOND limits each
 * thread. All go on until they are ended.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *path, *advice;
static uint64_t bytes, block;
static long per_second;

static uint64_t next(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Sleeps so that no more than per_second calls return in a second. */
static void pace(struct timespec *due) {
  if (per_second <= 0) return;
  if (due->tv_sec == 0) clock_gettime(CLOCK_MONOTONIC, due);
  due->tv_nsec += 1000000000L / per_second;
  due->tv_sec += due->tv_nsec / 1000000000L;
  due->tv_nsec %= 1000000000L;
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, due, NULL);
}

static int open_file(int flags) {
  struct stat status;
  int descriptor = open(path, O_RDONLY | flags);
  if (descriptor < 0 || fstat(descriptor, &status)) fail(path);
  bytes = (uint64_t)status.st_size;
  return descriptor;
}

static void *read_at_random(void *thread) {
  struct timespec due = {0, 0};
  uint64_t state = (uint64_t)(uintptr_t)thread + (uint64_t)time(NULL) * 64;
  void *buffer;
  int descriptor = open_file(!strcmp(advice, "direct") ? O_DIRECT : 0);
  if (posix_memalign(&buffer, 4096, block)) exit(1);
  if (!strcmp(advice, "random")) posix_fadvise(descriptor, 0, 0, POSIX_FADV_RANDOM);
  for (;;) {
    uint64_t at = next(&state) % (bytes / block) * block;
    if (pread(descriptor, buffer, block, (off_t)at) < 0) fail("pread");
    pace(&due);
  }
  return NULL;
}

static unsigned char *map_file(int descriptor) {
  unsigned char *map = mmap(NULL, bytes, PROT_READ, MAP_SHARED, descriptor, 0);
  if (map == MAP_FAILED) fail("mmap");
  if (!strcmp(advice, "random")) madvise(map, bytes, MADV_RANDOM);
  if (!strcmp(advice, "sequential")) madvise(map, bytes, MADV_SEQUENTIAL);
  return map;
}

static void *touch_map(void *thread) {
  struct timespec due = {0, 0};
  uint64_t state = (uint64_t)(uintptr_t)thread + (uint64_t)time(NULL) * 64, page = 0;
  int in_order = !strcmp(advice, "sequential"), descriptor = open_file(0);
  volatile unsigned char *map = map_file(descriptor);
  for (;;) {
    if (in_order && page * 4096 >= bytes) {
      munmap((void *)map, bytes);
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
      map = map_file(descriptor);
      page = 0;
    }
    map[(in_order ? page++ : next(&state) % (bytes / 4096)) * 4096];
    pace(&due);
  }
  return NULL;
}

static void scan(void) {
  struct timespec due = {0, 0};
  int descriptor = open_file(0);
  char *buffer = malloc(block);
  for (;;) {
    ssize_t got = read(descriptor, buffer, block);
    if (got < 0) fail("read");
    if (got == 0) {
      posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
      close(descriptor);
      descriptor = open_file(0); /* as a server does: with the readahead of now */
    }
    pace(&due);
  }
}

static void create(const char *sync) {
  enum { KEPT = 5000, SOME = 1000 };
  struct timespec due = {0, 0};
  char name[4096], *content = calloc(1, block);
  for (uint64_t i = 0;; i++) {
    snprintf(name, sizeof name, "%s/f%llu", path, (unsigned long long)(i % KEPT));
    unlink(name);
    int descriptor = open(name, O_CREAT | O_EXCL | O_WRONLY, 0600);
    if (descriptor < 0 || write(descriptor, content, block) < 0) fail(name);
    if (!strcmp(sync, "sync") && fsync(descriptor)) fail("fsync");
    if (!strcmp(sync, "some") && i % SOME == 0 && syncfs(descriptor)) fail("syncfs");
    close(descriptor);
    pace(&due);
  }
}

static void work(void *(*body)(void *), int threads) {
  pthread_t id;
  for (int i = 1; i < threads; i++)
    if (pthread_create(&id, NULL, body, (void *)(uintptr_t)(i + 1))) fail("pthread_create");
  body((void *)1);
}

static const char *argument(int count, char **words, int at, const char *otherwise) {
  return at < count ? words[at] : otherwise;
}

int main(int count, char **words) {
  if (count < 4) {
    fprintf(stderr, "wrong usage\n");
    return 2;
  }
  const char *mode = words[1];
  path = words[2];
  advice = words[3];
  if (!strcmp(mode, "pread")) {
    block = strtoull(argument(count, words, 4, "4096"), NULL, 10);
    per_second = atol(argument(count, words, 6, "0"));
    work(read_at_random, atoi(argument(count, words, 5, "1")));
  } else if (!strcmp(mode, "map")) {
    per_second = atol(argument(count, words, 5, "0"));
    work(touch_map, atoi(argument(count, words, 4, "1")));
  } else if (!strcmp(mode, "scan")) {
    block = strtoull(words[3], NULL, 10);
    per_second = atol(argument(count, words, 4, "0"));
    scan();
  } else if (!strcmp(mode, "create")) {
    block = strtoull(words[3], NULL, 10);
    per_second = atol(argument(count, words, 5, "0"));
    create(argument(count, words, 4, "none"));
  }
  fprintf(stderr, "wrong usage\n");
  return 2;
}
