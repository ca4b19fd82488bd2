/*
 * Notes what a process has made durable below one folder, so that a test can take everything else
 * away again as a loss of power would; and makes calls fail at random. Preloaded into the process
 * (LD_PRELOAD); compiled by the test that uses it.
 *
 *   POWERLOSS_ROOT    the folder, absolute
 *   POWERLOSS_LOG     where it is noted, a line each, parts between tabs
 *   POWERLOSS_UNDO    where durable bytes go that are written over or cut off before the next sync
 *   POWERLOSS_GRAVES  a folder of the same file system, where removed files stay reachable
 *   POWERLOSS_FAULTS  SEED:ONE_IN:AFTER:ERROR — after so many calls that change files, each fails
 *                     with the chance of one in so many; ERROR is ENOSPC, which then stays, or EIO
 *
 * Lines: seen INO SIZE PATH · made INO PATH · sync INO SIZE · lost INO (a sync failed: what it was
 * for never becomes durable) · undo INO OFFSET LENGTH AT · dirsync PATH · renamed FROM TO GRAVE ·
 * unlinked PATH GRAVE · mkdir PATH · rmdir PATH · mapped PATH · fault CALL PATH.
 *
 * The rules are the strictest that POSIX allows: bytes are durable when fsync or fdatasync has
 * succeeded after them; a name is durable when its folder was synced after the change.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 65536
#define INODES 65536
#define PATH_BYTES 1024
#define LINE_BYTES (2 * PATH_BYTES + 256)

struct file {
  ino_t ino;
  int is_dir;
  int flags;
  char path[PATH_BYTES];
};

struct inode {
  ino_t ino;
  off_t synced;
};

static struct file *files[FDS];
static struct inode inodes[INODES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_BYTES], graves[PATH_BYTES];
static size_t root_length;
static int log_fd = -1, undo_fd = -1;
static uint64_t chance_state;
static long one_in, after, calls, graves_made;
static int fault_error, is_full;

#define REAL(type, name, ...)                             \
  static type (*real)(__VA_ARGS__);                       \
  if (!real) *(void **) &real = dlsym(RTLD_NEXT, #name)

static void note(const char *form, ...) {
  char line[LINE_BYTES];
  va_list parts;
  va_start(parts, form);
  int length = vsnprintf(line, sizeof line, form, parts);
  va_end(parts);
  REAL(ssize_t, write, int, const void *, size_t);
  if (log_fd >= 0 && length > 0 && real(log_fd, line, (size_t) length) < 0) abort();
}

static int real_open(const char *path, int flags, int mode) {
  REAL(int, open, const char *, int, ...);
  return real(path, flags, mode);
}

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("POWERLOSS_ROOT"), *log = getenv("POWERLOSS_LOG");
  const char *undo = getenv("POWERLOSS_UNDO"), *grave = getenv("POWERLOSS_GRAVES");
  if (!folder || !log || !undo || !grave) return;
  snprintf(root, sizeof root, "%s", folder);
  snprintf(graves, sizeof graves, "%s", grave);
  root_length = strlen(root);
  log_fd = real_open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  undo_fd = real_open(undo, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const char *faults = getenv("POWERLOSS_FAULTS");
  unsigned long long seed = 0;
  char error[16] = "EIO";
  if (faults && sscanf(faults, "%llu:%ld:%ld:%15s", &seed, &one_in, &after, error) == 4) {
    chance_state = seed * 2862933555777941757ULL + 3037000493ULL;
    fault_error = strcmp(error, "ENOSPC") == 0 ? ENOSPC : EIO;
  }
}

static int is_below(const char *path) {
  return root_length && strncmp(path, root, root_length) == 0 &&
         (path[root_length] == '/' || path[root_length] == 0);
}

/* The absolute form of a path whose folder exists, without links; 0 if it is not below the root. */
static int resolve(int at, const char *path, char *resolved) {
  char whole[PATH_BYTES];
  if (path[0] == '/') {
    snprintf(whole, sizeof whole, "%s", path);
  } else {
    char link[64], base[PATH_BYTES];
    if (at == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    if (snprintf(whole, sizeof whole, "%s/%s", base, path) >= (int) sizeof whole) return 0;
  }
  char *name = strrchr(whole, '/');
  if (!name) return 0;
  char folder[PATH_BYTES], real_folder[PATH_MAX];
  snprintf(folder, sizeof folder, "%.*s", name == whole ? 1 : (int) (name - whole), whole);
  if (!realpath(folder, real_folder)) return 0;
  if (snprintf(resolved, PATH_BYTES, "%s/%s", real_folder, name + 1) >= PATH_BYTES) return 0;
  return is_below(resolved);
}

static struct inode *inode_of(ino_t ino) {
  size_t at = (size_t) (ino * 11400714819323198485ULL >> 48) % INODES;
  while (inodes[at].ino && inodes[at].ino != ino) at = (at + 1) % INODES;
  return &inodes[at];
}

/* Whether this call is to fail; the lock is held. */
static int fails(const char *call, const char *path) {
  if (!one_in || ++calls <= after) return 0;
  if (!is_full) {
    chance_state = chance_state * 6364136223846793005ULL + 1442695040888963407ULL;
    if ((chance_state >> 33) % (uint64_t) one_in) return 0;
    is_full = fault_error == ENOSPC;
  }
  note("fault\t%s\t%s\n", call, path);
  errno = fault_error;
  return 1;
}

static int opened(int fd, int flags, int existed) {
  if (fd < 0 || fd >= FDS || !root_length) return fd;
  int saved = errno;
  char link[64], path[PATH_BYTES];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  struct stat status;
  if (length > 0) path[length] = 0;
  if (length > 0 && is_below(path) && fstat(fd, &status) == 0) {
    pthread_mutex_lock(&lock);
    struct file *file = files[fd] ? files[fd] : malloc(sizeof *file);
    file->ino = status.st_ino;
    file->is_dir = S_ISDIR(status.st_mode);
    file->flags = flags;
    strcpy(file->path, path);
    files[fd] = file;
    struct inode *inode = inode_of(status.st_ino);
    if (!file->is_dir && !inode->ino) {
      inode->ino = status.st_ino;
      inode->synced = existed ? status.st_size : 0;
      if (existed) note("seen\t%lu\t%ld\t%s\n", (long) status.st_ino, (long) status.st_size, path);
      else note("made\t%lu\t%s\n", (long) status.st_ino, path);
    }
    pthread_mutex_unlock(&lock);
  }
  errno = saved;
  return fd;
}

static void keep(struct file *file, int fd, off_t from, off_t to);

static int open_any(int at, const char *path, int flags, int mode) {
  REAL(int, openat, int, const char *, int, ...);
  char whole[PATH_BYTES];
  int existed = 1;
  if (root_length && (flags & (O_CREAT | O_TRUNC)) && resolve(at, path, whole)) {
    struct stat status;
    existed = lstat(whole, &status) == 0;
    pthread_mutex_lock(&lock);
    int failed = !existed && fails("open", whole);
    pthread_mutex_unlock(&lock);
    if (failed) return -1;
    if (existed && (flags & O_TRUNC) && status.st_size > 0) {
      int fd = opened(real(at, path, (flags & ~(O_TRUNC | O_EXCL)) | O_CLOEXEC, mode), flags, 1);
      if (fd < 0) return fd;
      if (ftruncate(fd, 0) != 0) return -1;
      return fd;
    }
  }
  return opened(real(at, path, flags, mode), flags, existed);
}

#define MODE_OF(flags)                             \
  int mode = 0;                                    \
  if (flags & (O_CREAT | O_TMPFILE)) {             \
    va_list more;                                  \
    va_start(more, flags);                         \
    mode = va_arg(more, int);                      \
    va_end(more);                                  \
  }

int open(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_any(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_any(AT_FDCWD, path, flags, mode);
}

int openat(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_any(at, path, flags, mode);
}

int openat64(int at, const char *path, int flags, ...) {
  MODE_OF(flags)
  return open_any(at, path, flags, mode);
}

int creat(const char *path, mode_t mode) {
  return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, (int) mode);
}

static struct file *file_of(int fd) {
  return fd >= 0 && fd < FDS ? files[fd] : NULL;
}

int close(int fd) {
  REAL(int, close, int);
  if (file_of(fd)) {
    pthread_mutex_lock(&lock);
    free(files[fd]);
    files[fd] = NULL;
    pthread_mutex_unlock(&lock);
  }
  return real(fd);
}

int dup2(int from, int to) {
  REAL(int, dup2, int, int);
  int result = real(from, to);
  if (result >= 0 && result < FDS && (file_of(from) || file_of(to))) {
    pthread_mutex_lock(&lock);
    free(files[to]);
    files[to] = NULL;
    if (files[from] && (files[to] = malloc(sizeof *files[to]))) *files[to] = *files[from];
    pthread_mutex_unlock(&lock);
  }
  return result;
}

/* Keeps durable bytes that are about to go; the lock is held. */
static void keep(struct file *file, int fd, off_t from, off_t to) {
  struct inode *inode = inode_of(file->ino);
  if (to > inode->synced) to = inode->synced;
  if (from >= to) return;
  char link[64], block[65536];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  int in = real_open(link, O_RDONLY | O_CLOEXEC, 0);
  if (in < 0) abort();
  off_t at = lseek(undo_fd, 0, SEEK_END), kept = 0;
  REAL(ssize_t, write, int, const void *, size_t);
  while (from + kept < to) {
    size_t wanted = (size_t) (to - from - kept);
    ssize_t count = pread(in, block, wanted < sizeof block ? wanted : sizeof block, from + kept);
    if (count <= 0) break;
    if (real(undo_fd, block, (size_t) count) != count) abort();
    kept += count;
  }
  int (*real_close)(int);
  *(void **) &real_close = dlsym(RTLD_NEXT, "close");
  real_close(in);
  if (kept) note("undo\t%lu\t%ld\t%ld\t%ld\n", (long) file->ino, (long) from, (long) kept, (long) at);
}

/* Before bytes are written; -1 if that is to fail. The lock is held if it returns 0. */
static int before_write(int fd, const char *call, off_t from, size_t count) {
  struct file *file = files[fd];
  pthread_mutex_lock(&lock);
  if (fails(call, file->path)) {
    pthread_mutex_unlock(&lock);
    return -1;
  }
  if (from < 0) {
    struct stat status;
    from = (file->flags & O_APPEND) && fstat(fd, &status) == 0 ? status.st_size
                                                               : lseek(fd, 0, SEEK_CUR);
  }
  keep(file, fd, from, from + (off_t) count);
  return 0;
}

static ssize_t after_write(int fd, ssize_t result) {
  int saved = errno;
  struct stat status;
  if (result > 0 && (files[fd]->flags & (O_SYNC | O_DSYNC)) && fstat(fd, &status) == 0) {
    inode_of(files[fd]->ino)->synced = status.st_size;
    note("sync\t%lu\t%ld\n", (long) files[fd]->ino, (long) status.st_size);
  }
  pthread_mutex_unlock(&lock);
  errno = saved;
  return result;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (!file_of(fd)) return real(fd, bytes, count);
  if (before_write(fd, "write", -1, count)) return -1;
  return after_write(fd, real(fd, bytes, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t from) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  if (!file_of(fd)) return real(fd, bytes, count, from);
  if (before_write(fd, "pwrite", from, count)) return -1;
  return after_write(fd, real(fd, bytes, count, from));
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t from) {
  return pwrite(fd, bytes, count, from);
}

ssize_t writev(int fd, const struct iovec *parts, int number) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  if (!file_of(fd)) return real(fd, parts, number);
  size_t count = 0;
  for (int i = 0; i < number; i++) count += parts[i].iov_len;
  if (before_write(fd, "writev", -1, count)) return -1;
  return after_write(fd, real(fd, parts, number));
}

int ftruncate(int fd, off_t length) {
  REAL(int, ftruncate, int, off_t);
  if (!file_of(fd)) return real(fd, length);
  pthread_mutex_lock(&lock);
  int result = -1;
  if (!fails("ftruncate", files[fd]->path)) {
    struct stat status;
    if (fstat(fd, &status) == 0) keep(files[fd], fd, length, status.st_size);
    result = real(fd, length);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int ftruncate64(int fd, off_t length) {
  return ftruncate(fd, length);
}

static int synced(int fd, const char *call, int (*sync)(int)) {
  pthread_mutex_lock(&lock);
  struct file *file = files[fd];
  int result = -1;
  if (fails(call, file->path)) {
    if (!file->is_dir) note("lost\t%lu\n", (long) file->ino);
  } else {
    struct stat status;
    result = fstat(fd, &status) == 0 ? sync(fd) : -1;
    if (result == 0 && file->is_dir) {
      note("dirsync\t%s\n", file->path);
    } else if (result == 0) {
      inode_of(file->ino)->synced = status.st_size;
      note("sync\t%lu\t%ld\n", (long) file->ino, (long) status.st_size);
    }
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return file_of(fd) ? synced(fd, "fsync", real) : real(fd);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return file_of(fd) ? synced(fd, "fdatasync", real) : real(fd);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t from) {
  REAL(void *, mmap, void *, size_t, int, int, int, off_t);
  if (fd >= 0 && file_of(fd) && (protection & PROT_WRITE) && (flags & MAP_SHARED)) {
    note("mapped\t%s\n", files[fd]->path);
  }
  return real(address, length, protection, flags, fd, from);
}

void *mmap64(void *address, size_t length, int protection, int flags, int fd, off_t from) {
  return mmap(address, length, protection, flags, fd, from);
}

/* Keeps a file reachable that loses its name; 0 if there is none. The lock is held. */
static long bury(const char *path) {
  struct stat status;
  if (lstat(path, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  char grave[PATH_BYTES + 32];
  long number = (long) getpid() * 1000000L + ++graves_made;
  snprintf(grave, sizeof grave, "%s/%ld", graves, number);
  if (link(path, grave) != 0) abort();
  struct inode *inode = inode_of(status.st_ino);
  if (!inode->ino) {
    inode->ino = status.st_ino;
    inode->synced = status.st_size;
  }
  return number;
}

static int rename_any(int from_at, const char *from, int to_at, const char *to) {
  REAL(int, renameat, int, const char *, int, const char *);
  char source[PATH_BYTES], target[PATH_BYTES];
  if (!root_length || !resolve(to_at, to, target) || !resolve(from_at, from, source)) {
    return real(from_at, from, to_at, to);
  }
  pthread_mutex_lock(&lock);
  int result = -1;
  if (!fails("rename", target)) {
    long grave = bury(target);
    result = real(from_at, from, to_at, to);
    if (result == 0) note("renamed\t%s\t%s\t%ld\n", source, target, grave);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int rename(const char *from, const char *to) {
  return rename_any(AT_FDCWD, from, AT_FDCWD, to);
}

int renameat(int from_at, const char *from, int to_at, const char *to) {
  return rename_any(from_at, from, to_at, to);
}

static int unlink_any(int at, const char *path, int flags) {
  REAL(int, unlinkat, int, const char *, int);
  char whole[PATH_BYTES];
  if (!root_length || !resolve(at, path, whole)) return real(at, path, flags);
  pthread_mutex_lock(&lock);
  long grave = flags & AT_REMOVEDIR ? 0 : bury(whole);
  int result = real(at, path, flags);
  if (result == 0) {
    if (flags & AT_REMOVEDIR) note("rmdir\t%s\n", whole);
    else note("unlinked\t%s\t%ld\n", whole, grave);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int unlink(const char *path) {
  return unlink_any(AT_FDCWD, path, 0);
}

int unlinkat(int at, const char *path, int flags) {
  return unlink_any(at, path, flags);
}

int rmdir(const char *path) {
  return unlink_any(AT_FDCWD, path, AT_REMOVEDIR);
}

int remove(const char *path) {
  struct stat status;
  return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  char whole[PATH_BYTES];
  if (!root_length || !resolve(AT_FDCWD, path, whole)) return real(path, mode);
  pthread_mutex_lock(&lock);
  int result = fails("mkdir", whole) ? -1 : real(path, mode);
  if (result == 0) note("mkdir\t%s\n", whole);
  pthread_mutex_unlock(&lock);
  return result;
}
