// Ends the process with SIGKILL just before the n-th time that it would change a file: the way SQLite's own tests
// show that a crash at any moment loses nothing (https://www.sqlite.org/testing.html, section 4.2, crash testing).
//
//     cc -shared -fPIC -o kill.so kill-at-write.c -ldl
//     KILL_AT=7 KILL_LOG=count.txt LD_PRELOAD=./kill.so fastai verify data/bears
//
// Counted are write, pwrite, writev, ftruncate, fsync, fdatasync, rename, unlink and link, on files that are regular
// files or folders: what a program prints does not count. When it ends by itself, the count is written to KILL_LOG.
// With KILL_FROM=PATH nothing counts before there is a file of that name: for a server that is to die within one request.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long limit;

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("KILL_AT");
  limit = text ? atol(text) : 0;
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("KILL_LOG");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld", atomic_load(&calls));
  fclose(file);
}

static int begun(void) {
  static atomic_int is;
  const char *path = getenv("KILL_FROM");
  if (!is && (!path || access(path, F_OK) == 0)) is = 1;
  return is;
}

static void count(void) {
  if (!begun()) return;
  if (atomic_fetch_add(&calls, 1) + 1 == limit) kill(getpid(), SIGKILL);
}

static int counts(int descriptor) {
  struct stat facts;
  return fstat(descriptor, &facts) == 0 && (S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode));
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t size) {
  if (counts(fd)) count();
  return REAL(write)(fd, bytes, size);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  if (counts(fd)) count();
  return REAL(pwrite)(fd, bytes, size, at);
}
ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  if (counts(fd)) count();
  return REAL(pwrite64)(fd, bytes, size, at);
}
ssize_t writev(int fd, const struct iovec *parts, int number) {
  if (counts(fd)) count();
  return REAL(writev)(fd, parts, number);
}
int ftruncate(int fd, off_t size) {
  count();
  return REAL(ftruncate)(fd, size);
}
int ftruncate64(int fd, off64_t size) {
  count();
  return REAL(ftruncate64)(fd, size);
}
int fsync(int fd) {
  count();
  return REAL(fsync)(fd);
}
int fdatasync(int fd) {
  count();
  return REAL(fdatasync)(fd);
}
int rename(const char *from, const char *to) {
  count();
  return REAL(rename)(from, to);
}
int unlink(const char *path) {
  count();
  return REAL(unlink)(path);
}
int link(const char *from, const char *to) {
  count();
  return REAL(link)(from, to);
}
