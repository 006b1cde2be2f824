/*
 * Works on anonymous memory.
 *   trimtab-memory touch MEGABYTES THREADS huge|small|default WRITES_PERCENT
 *   trimtab-memory chase MEGABYTES THREADS huge|small|default
 *   trimtab-memory hold  MEGABYTES
 *   trimtab-memory press MEGABYTES FILE FILE_MEGABYTES THREADS
 * touch reads, or writes, 8 bytes at random places; chase follows a random cycle of pointers; hold keeps
 * the memory and does next to nothing; press works on its memory and, at random, on a mapped part of a
 * file, which together are to be larger than its memory cgroup. All go on until they are ended.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static uint64_t *memory, words;
static volatile unsigned char *file;
static uint64_t file_pages, memory_pages;
static int writes;

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

static void *touch(void *thread) {
  uint64_t state = (uint64_t)(uintptr_t)thread, sink = 0;
  for (;;) {
    uint64_t at = next(&state);
    if ((int)(at >> 56) * 100 / 256 < writes) memory[at % words] = sink;
    else sink += memory[at % words];
    __asm__ volatile("" : : "r"(sink) : "memory");
  }
  return NULL;
}

static void *chase(void *thread) {
  uint64_t at = (uint64_t)(uintptr_t)thread * 7919 % words;
  for (;;) at = ((volatile uint64_t *)memory)[at];
  return NULL;
}

static void *press(void *thread) {
  uint64_t state = (uint64_t)(uintptr_t)thread;
  for (;;) {
    file[next(&state) % file_pages * 4096];
    for (int i = 0; i < 8; i++) memory[next(&state) % memory_pages * 512]++;
  }
  return NULL;
}

/* A single cycle through all words (Sattolo's shuffle). */
static void link_words(void) {
  uint64_t state = 1;
  for (uint64_t i = 0; i < words; i++) memory[i] = i;
  for (uint64_t i = words - 1; i > 0; i--) {
    uint64_t j = next(&state) % i, swap = memory[i];
    memory[i] = memory[j];
    memory[j] = swap;
  }
}

static void allocate(uint64_t megabytes, const char *pages) {
  words = megabytes << 17;
  memory = mmap(NULL, megabytes << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) fail("mmap");
  if (!strcmp(pages, "huge")) madvise(memory, megabytes << 20, MADV_HUGEPAGE);
  if (!strcmp(pages, "small")) madvise(memory, megabytes << 20, MADV_NOHUGEPAGE);
  for (uint64_t i = 0; i < words; i += 512) memory[i] = i + 1;
}

static void work(void *(*body)(void *), int threads) {
  pthread_t id;
  for (int i = 1; i < threads; i++)
    if (pthread_create(&id, NULL, body, (void *)(uintptr_t)(i + 1))) fail("pthread_create");
  body((void *)1);
}

int main(int count, char **words_of) {
  if (count < 3) return 2;
  const char *mode = words_of[1];
  uint64_t megabytes = strtoull(words_of[2], NULL, 10);
  if (!strcmp(mode, "touch") && count == 6) {
    allocate(megabytes, words_of[4]);
    writes = atoi(words_of[5]);
    work(touch, atoi(words_of[3]));
  } else if (!strcmp(mode, "chase") && count == 5) {
    allocate(megabytes, words_of[4]);
    link_words();
    work(chase, atoi(words_of[3]));
  } else if (!strcmp(mode, "hold")) {
    allocate(megabytes, "default");
    for (uint64_t i = 0;; i = (i + 512) % words) memory[i]++, usleep(100000);
  } else if (!strcmp(mode, "press") && count == 6) {
    int descriptor = open(words_of[3], O_RDONLY);
    file_pages = strtoull(words_of[4], NULL, 10) << 8;
    if (descriptor < 0) fail(words_of[3]);
    file = mmap(NULL, file_pages << 12, PROT_READ, MAP_SHARED, descriptor, 0);
    if (file == MAP_FAILED) fail("mmap");
    allocate(megabytes, "default");
    for (uint64_t i = 0; i < file_pages; i++) file[i * 4096];
    madvise((void *)file, file_pages << 12, MADV_RANDOM);
    memory_pages = megabytes << 8;
    work(press, atoi(words_of[5]));
  }
  fprintf(stderr, "wrong usage\n");
  return 2;
}
